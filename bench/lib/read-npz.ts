/** NumPy's .npz: a zip archive of .npy files (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). */

import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { halfToFloat } from '../../src/workers/networks/files/safetensors';

export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const endOfDirectory = 0x06054b50;
const deflated = 8;

function parseNpy(bytes: Buffer): NpyArray {
  const major = bytes.readUInt8(6);
  const headerBytes = major === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const start = (major === 1 ? 10 : 12) + headerBytes;
  const header = bytes.toString('latin1', 10, start);
  const type = /'descr': '(<f4|<f2)'/.exec(header)?.[1];
  const sides = /'shape': \(([^)]*)\)/.exec(header)?.[1];
  if (type === undefined || sides === undefined || header.includes("'fortran_order': True")) {
    throw new Error(`An array of an unknown layout: ${header.trim()}`);
  }
  const shape = sides
    .split(',')
    .filter((side) => side.trim() !== '')
    .map(Number);
  const length = shape.reduce((product, side) => product * side, 1);
  const data = Float32Array.from({ length }, (_, i) =>
    type === '<f4' ? bytes.readFloatLE(start + i * 4) : halfToFloat(bytes.readUInt16LE(start + i * 2)),
  );
  return { shape, data };
}

/** All arrays by name; float32 and float16 only. @throws when it is something else. */
export function readNpz(path: URL | string): Map<string, NpyArray> {
  const file = readFileSync(path);
  let end = file.length - 22;
  while (end >= 0 && file.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error('This is no zip archive.');
  const arrays = new Map<string, NpyArray>();
  let at = file.readUInt32LE(end + 16);
  for (let n = file.readUInt16LE(end + 10); n > 0; n--) {
    const method = file.readUInt16LE(at + 10);
    const size = file.readUInt32LE(at + 20);
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(from, from + size);
    arrays.set(name.replace(/\.npy$/, ''), parseNpy(method === deflated ? inflateRawSync(packed) : packed));
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return arrays;
}
