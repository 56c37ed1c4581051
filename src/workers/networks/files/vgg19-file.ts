/**
 * Recognises a VGG-19 among a safetensors file's tensors, and cuts a large file down to the part that the losses reach
 * (conv1_1 to conv4_1, 14 MB of up to 575) without reading the rest. Pure.
 */

import { ImpastoError } from '../../../shared/errors';

/** Output channels of each convolution up to conv4_1, stage by stage. */
export const vgg19Stages = [[64, 64], [128, 128], [256, 256, 256, 256], [512]] as const;

/**
 * A file up to this size, bytes, that is no VGG-19 is passed on whole: it may be our own network, or else the loader
 * says what is wrong.
 */
const smallFile = 32e6;
/** A header beyond this is no network's, bytes. */
const maxHeader = 4e6;

const byNumber = new Intl.Collator('en', { numeric: true });

/**
 * Names, without `.weight`, of the nine 3×3 convolutions, in order; numbers in names are compared as numbers.
 * @param shapes of all tensors by name, in PyTorch's layout. @returns undefined when it is no VGG-19.
 */
export function vgg19Keys(
  shapes: Iterable<readonly [name: string, shape: readonly number[]]>,
): string[] | undefined {
  const convolutions = [...shapes]
    .filter(([name, shape]) => name.endsWith('.weight') && shape.length === 4 && shape[2] === 3)
    .sort(([a], [b]) => byNumber.compare(a, b));
  let inputs = 3;
  const keys: string[] = [];
  for (const outputs of vgg19Stages.flat()) {
    const [name, shape] = convolutions[keys.length] ?? [];
    if (name === undefined || shape?.[0] !== outputs || shape[1] !== inputs) return undefined;
    keys.push(name.slice(0, -'.weight'.length));
    inputs = outputs;
  }
  return keys;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function refuse(cause?: unknown): never {
  throw new ImpastoError(
    'model-format',
    'This file is no loss network. Choose a VGG-19 in the safetensors format.',
    { cause },
  );
}

async function readHeader(
  file: Blob,
): Promise<{ entries: Record<string, Entry>; metadata: unknown; dataAt: number }> {
  try {
    const length = Number(new DataView(await file.slice(0, 8).arrayBuffer()).getBigUint64(0, true));
    if (length > maxHeader || 8 + length > file.size) throw new Error(`a header of ${length} bytes`);
    const header = JSON.parse(await file.slice(8, 8 + length).text()) as Record<string, unknown>;
    const { __metadata__: metadata, ...entries } = header;
    return { entries: entries as Record<string, Entry>, metadata, dataAt: 8 + length };
  } catch (cause) {
    return refuse(cause);
  }
}

/**
 * The file with only the tensors that count; other small files as they are, for the loader to say what is wrong.
 * @throws ImpastoError `model-format` when it is no safetensors file, or a large one that is no VGG-19.
 */
export async function trimVgg19(file: Blob): Promise<ArrayBuffer> {
  const { entries, metadata, dataAt } = await readHeader(file);
  let keys: string[] | undefined;
  try {
    keys = vgg19Keys(Object.entries(entries).map(([name, { shape }]) => [name, shape] as const));
  } catch (cause) {
    refuse(cause);
  }
  if (!keys) return file.size <= smallFile ? file.arrayBuffer() : refuse();
  const header: Record<string, unknown> = { __metadata__: metadata ?? {} };
  const parts: Blob[] = [];
  let offset = 0;
  for (const name of keys.flatMap((key) => [`${key}.weight`, `${key}.bias`])) {
    const entry = entries[name];
    if (!entry) return refuse();
    const [begin, end] = entry.data_offsets;
    header[name] = { ...entry, data_offsets: [offset, offset + end - begin] };
    parts.push(file.slice(dataAt + begin, dataAt + end));
    offset += end - begin;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(json.length), true);
  return new Blob([length.buffer, json, ...parts]).arrayBuffer();
}
