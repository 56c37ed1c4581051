/** Writer of the safetensors format that `safetensors.ts` reads. Pure. */

/** A tensor to write: float32, or bytes. */
export interface WritableTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Uint8Array | Uint8ClampedArray;
}

/** The tensors in their order, and metadata of strings, as one file. */
export function writeSafetensors(
  tensors: Iterable<readonly [name: string, tensor: WritableTensor]>,
  metadata: Readonly<Record<string, string>>,
): ArrayBuffer {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const list = [...tensors];
  let offset = 0;
  for (const [name, { shape, data }] of list) {
    const dtype = data instanceof Float32Array ? 'F32' : 'U8';
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // The format wants the data aligned; spaces are legal at the end of the header.
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, 8, 8 + headerBytes);
  file.set(json, 8);
  let at = 8 + headerBytes;
  for (const [, { data }] of list) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file.buffer;
}
