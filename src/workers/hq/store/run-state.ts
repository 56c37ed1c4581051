/** A run's state between two iterations, and its form on disk: a safetensors file. Pure. */

import { ImpastoError } from '../../../shared/errors';
import { parseSafetensors } from '../../networks/files/safetensors';
import { writeSafetensors } from '../../networks/files/write-safetensors';
import type { OptimiserState } from '../optimiser/optimiser';

export interface HqRunState {
  /** Of the job it belongs to. */
  readonly fingerprint: string;
  /** Index of the scale, and how many of its iterations are done. */
  readonly scale: number;
  readonly iteration: number;
  readonly optimiser: OptimiserState;
}

/** Changes with the meaning of what is stored. */
const format = 'impasto-still-1';

/** The state as a safetensors file of float32 vectors, counters in its metadata. */
export function encodeState({ fingerprint, scale, iteration, optimiser }: HqRunState): ArrayBuffer {
  return writeSafetensors(
    Object.entries(optimiser.vectors).map(([name, data]) => [name, { shape: [data.length], data }] as const),
    {
      format,
      fingerprint,
      scale: `${scale}`,
      iteration: `${iteration}`,
      kind: optimiser.kind,
      counters: JSON.stringify(optimiser.counters),
    },
  );
}

/** @throws ImpastoError `invalid-argument` when it is not a state that `encodeState` of this version wrote. */
export function decodeState(buffer: ArrayBuffer): HqRunState {
  try {
    const { tensors, metadata } = parseSafetensors(buffer, 'The saved run');
    const { fingerprint, kind } = metadata;
    const [scale, iteration] = [Number(metadata['scale']), Number(metadata['iteration'])];
    if (metadata['format'] !== format || fingerprint === undefined)
      throw new Error('it is of another format');
    if (kind !== 'adam' && kind !== 'lbfgs') throw new Error('it names no optimiser');
    if (!(Number.isInteger(scale) && scale >= 0 && Number.isInteger(iteration) && iteration >= 0)) {
      throw new Error('it does not say how far it was');
    }
    const counters = JSON.parse(metadata['counters'] ?? '') as Record<string, number>;
    const vectors: Record<string, Float32Array> = {};
    for (const [name, tensor] of tensors) if (tensor.dtype !== 'U8') vectors[name] = tensor.data;
    return { fingerprint, scale, iteration, optimiser: { kind, counters, vectors } };
  } catch (cause) {
    throw new ImpastoError('invalid-argument', 'The saved run cannot be read.', { cause });
  }
}
