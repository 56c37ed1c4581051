/**
 * How much of a cut-off MP4 is whole. A fragmented file (ISO/IEC 14496-12, section 8.8) is a run of top-level boxes;
 * all up to the last whole `mdat` can be played. Reads headers only.
 */

/** Bytes of a box header with a 64-bit length. */
const headerSize = 16;

async function boxAt(file: Blob, position: number): Promise<{ size: number; type: string } | null> {
  const bytes = await file.slice(position, position + headerSize).arrayBuffer();
  if (bytes.byteLength < 8) return null;
  const view = new DataView(bytes);
  const short = view.getUint32(0);
  const type = String.fromCharCode(...new Uint8Array(bytes, 4, 4));
  if (short !== 1) return { size: short, type };
  return bytes.byteLength < headerSize ? null : { size: Number(view.getBigUint64(8)), type };
}

/** Bytes from the start of `file` to the end of its last whole media data; 0 when there is none. */
export async function completeLength(file: Blob): Promise<number> {
  let whole = 0;
  for (let position = 0; position < file.size;) {
    const box = await boxAt(file, position);
    if (!box || box.size < 8 || position + box.size > file.size) break;
    position += box.size;
    if (box.type === 'mdat') whole = position;
  }
  return whole;
}
