/** Where each norm's two numbers a channel lie in one buffer, those of a second style behind those of the first. */
import { required } from '../../../../shared/assert';
import { normChannels } from '../../../networks/nets/transformer';
import { normSegmentBytes, styleBytes } from '../kernels/loading';
import { normStatisticsLength } from '../../../networks/types';
import type { NormStatistics } from '../../../networks/types';

/** Two numbers a channel: γ then β, or a then b. */
export interface NormNumbers {
  readonly values: Float32Array;
}

/** Bytes of the segments of all norms. */
export const normBytes = normChannels.length * normSegmentBytes;

/** The numbers of each norm, of one style or two, on boundaries at which buffers may be bound. */
export function inSegments(styles: readonly (readonly NormNumbers[])[]): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(normBytes / 4);
  styles.forEach((norms, style) =>
    norms.forEach(({ values }, norm) =>
      floats.set(values, (norm * normSegmentBytes + style * styleBytes) / 4),
    ),
  );
  return floats;
}

function fromSegments(floats: Float32Array): NormStatistics {
  const statistics = new Float32Array(normStatisticsLength);
  let first = 0;
  normChannels.forEach(([, channels], norm) => {
    const at = (norm * normSegmentBytes) / 4;
    statistics.set(floats.subarray(at, at + channels), first);
    statistics.set(floats.subarray(at + channels, at + 2 * channels), normStatisticsLength / 2 + first);
    first += channels;
  });
  return statistics;
}

/** One norm's numbers in one style, to be bound. */
export function normSegment(buffer: GPUBuffer, norm: string, style: 0 | 1): GPUBufferBinding {
  const index = normChannels.findIndex(([name]) => name === norm);
  const channels = required(normChannels[index], `norm ${norm}`)[1];
  return { buffer, offset: index * normSegmentBytes + style * styleBytes, size: channels * 8 };
}

/** The same in both styles. */
export function bothSegments(buffer: GPUBuffer, norm: string): GPUBufferBinding {
  const { offset = 0, size = 0 } = normSegment(buffer, norm, 0);
  return { buffer, offset, size: styleBytes + size };
}

/** The segments of the last two norms, `nu` and `ne`. */
export function lastSegments(buffer: GPUBuffer): GPUBufferBinding {
  return { buffer, offset: normBytes - 2 * normSegmentBytes, size: 2 * normSegmentBytes };
}

/** Means and variances out of a buffer of segments. Allocates; for measuring, not for the frame path. */
export async function readStatistics(device: GPUDevice, segments: GPUBuffer): Promise<NormStatistics> {
  const { size } = segments;
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const readable = device.createBuffer({ label: 'statistics', size, usage });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(segments, 0, readable, 0, size);
    device.queue.submit([encoder.finish()]);
    await readable.mapAsync(GPUMapMode.READ);
    return fromSegments(new Float32Array(readable.getMappedRange()));
  } finally {
    readable.destroy();
  }
}
