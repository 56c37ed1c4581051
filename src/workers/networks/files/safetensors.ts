/**
 * Reader of the safetensors format (https://github.com/huggingface/safetensors#format): 8 bytes of header length
 * (little endian), a JSON header, then raw little-endian data. Float16 is widened to float32. The arrays
 * it returns are copies, except `U8`, which views the file's buffer.
 */

import { ImpastoError } from '../../../shared/errors';

/** A tensor in plain memory, row-major. */
export type RawTensor =
  | { readonly dtype: 'F32' | 'F16'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: 'U8'; readonly shape: readonly number[]; readonly data: Uint8Array };

/** The tensors by name, and the file's metadata. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, RawTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format's own limit on the header, bytes. */
const maxHeaderBytes = 100_000_000;

const bytesPerElement = { F32: 4, F16: 2, U8: 1 } as const;
type Dtype = keyof typeof bytesPerElement;

function refuse(name: string, why: string, cause?: unknown): never {
  throw new ImpastoError('model-format', `${name} is not a valid safetensors file: ${why}.`, { cause });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDtype(value: unknown): value is Dtype {
  return typeof value === 'string' && Object.hasOwn(bytesPerElement, value);
}

function isIndexArray(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && Number(item) >= 0);
}

/** IEEE 754 half to single precision; subnormals, infinities and NaN included. */
export function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function readTensor(dtype: Dtype, shape: readonly number[], bytes: Uint8Array): RawTensor {
  if (dtype === 'U8') return { dtype, shape, data: bytes };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new Float32Array(bytes.byteLength / bytesPerElement[dtype]);
  for (let i = 0; i < data.length; i++) {
    data[i] = dtype === 'F32' ? view.getFloat32(i * 4, true) : halfToFloat(view.getUint16(i * 2, true));
  }
  return { dtype, shape, data };
}

/**
 * Parses a whole file. `name` is for the error messages.
 * @throws ImpastoError `model-format` when header, offsets, shapes or the file's length do not agree.
 */
export function parseSafetensors(buffer: ArrayBuffer, name = 'The file'): TensorFile {
  if (buffer.byteLength < 8) refuse(name, `it has only ${buffer.byteLength} bytes`);
  const headerBytes = Number(new DataView(buffer).getBigUint64(0, true));
  if (headerBytes > maxHeaderBytes || 8 + headerBytes > buffer.byteLength) {
    refuse(name, `its header should take ${headerBytes} bytes, but the file has ${buffer.byteLength}`);
  }
  let header: unknown;
  try {
    header = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(buffer, 8, headerBytes)),
    );
  } catch (cause) {
    refuse(name, 'its header is not JSON', cause);
  }
  if (!isRecord(header)) refuse(name, 'its header is not an object');

  const dataBytes = buffer.byteLength - 8 - headerBytes;
  const tensors = new Map<string, RawTensor>();
  const spans: [begin: number, end: number][] = [];
  for (const [key, entry] of Object.entries(header)) {
    if (key === '__metadata__') continue;
    if (!isRecord(entry)) refuse(name, `tensor “${key}” is not described by an object`);
    const { dtype, shape, data_offsets: offsets } = entry;
    if (!isDtype(dtype))
      refuse(name, `tensor “${key}” has the type ${String(dtype)}; F32, F16 and U8 are known`);
    if (!isIndexArray(shape)) refuse(name, `tensor “${key}” has no legal shape`);
    if (!isIndexArray(offsets)) refuse(name, `tensor “${key}” has no legal data_offsets`);
    const [begin, end, ...rest] = offsets;
    if (begin === undefined || end === undefined || rest.length > 0 || begin > end || end > dataBytes) {
      refuse(name, `tensor “${key}” lies outside of the data`);
    }
    const wanted = shape.reduce((product, side) => product * side, 1) * bytesPerElement[dtype];
    if (end - begin !== wanted)
      refuse(name, `tensor “${key}” has ${end - begin} bytes, its shape needs ${wanted}`);
    spans.push([begin, end]);
    tensors.set(key, readTensor(dtype, shape, new Uint8Array(buffer, 8 + headerBytes + begin, end - begin)));
  }
  // The format forbids holes and overlaps: a truncated or padded file shows here.
  let covered = 0;
  for (const [begin, end] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (begin !== covered) refuse(name, 'its tensors overlap or leave a hole');
    covered = end;
  }
  if (covered !== dataBytes) refuse(name, `its tensors take ${covered} of ${dataBytes} bytes`);

  const metadata: Record<string, string> = {};
  const stored = header['__metadata__'];
  if (stored !== undefined) {
    if (!isRecord(stored)) refuse(name, 'its metadata is not an object');
    for (const [key, value] of Object.entries(stored)) {
      if (typeof value !== 'string') refuse(name, `its metadata “${key}” is not a string`);
      metadata[key] = value;
    }
  }
  return { tensors, metadata };
}

/**
 * The float data of tensor `key` of a network file, checked against `shape` (`-1` fits any length).
 * @throws ImpastoError `model-format` when it is missing or another shape.
 */
export function floatTensor(file: TensorFile, key: string, shape: readonly number[]): Float32Array {
  const tensor = file.tensors.get(key);
  if (tensor === undefined) throw new ImpastoError('model-format', `The network lacks the tensor “${key}”.`);
  const fits =
    tensor.shape.length === shape.length && shape.every((n, i) => n === -1 || n === tensor.shape[i]);
  if (tensor.dtype === 'U8' || !fits) {
    throw new ImpastoError(
      'model-format',
      `The network's tensor “${key}” is ${tensor.dtype} [${tensor.shape.join(', ')}], not float [${shape.join(', ')}].`,
    );
  }
  return tensor.data;
}
