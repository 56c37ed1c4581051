/**
 * Puts WebP stills, as a canvas encodes them, one after the other into an animated WebP that repeats for ever (WebP
 * container specification, RFC 9649, sections 2.3 to 2.7). Our own, because what npm has is either under the LGPL or a
 * whole encoder in WebAssembly; the browser already has the encoder. Pure.
 */

/** Chunks of a still that are picture data; others (colour profile, metadata, `VP8X`) belong to the whole file. */
const pictureChunks: ReadonlySet<string> = new Set(['ALPH', 'VP8 ', 'VP8L']);
/** `VP8X` flag: the file is an animation. */
const animationFlag = 0x02;
/** `ANMF` flag: the frame replaces what was there, instead of being blended with it. */
const doNotBlend = 0x02;
/** Sizes and times are stored in 24 bits. */
const limit = 2 ** 24;

interface Chunk {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export class AnimatedWebp {
  readonly #width: number;
  readonly #height: number;
  readonly #parts: Uint8Array[] = [];
  #hasAlpha = false;

  /** @param width px, 1..2²⁴ @param height px, 1..2²⁴ */
  constructor(width: number, height: number) {
    if (!(width >= 1 && width <= limit && height >= 1 && height <= limit)) {
      throw new RangeError(`An animation cannot be ${width} × ${height} px.`);
    }
    this.#width = width;
    this.#height = height;
  }

  /**
   * @param still a WebP file of the animation's size
   * @param duration ms, whole, 0..2²⁴−1
   * @throws RangeError when that is no WebP file, or an animated one.
   */
  add(still: Uint8Array, duration: number): void {
    const picture = chunksOf(still).filter(({ type }) => pictureChunks.has(type));
    if (picture.length === 0) throw new RangeError('There is no picture in this WebP file.');
    this.#hasAlpha ||= picture.some(
      ({ type, bytes }) => type === 'ALPH' || (type === 'VP8L' && usesAlpha(bytes)),
    );
    const header = new Uint8Array(16);
    // Bytes 0..5, the frame's place, stay 0.
    write24(header, 6, this.#width - 1);
    write24(header, 9, this.#height - 1);
    write24(header, 12, duration);
    header[15] = doNotBlend;
    this.#parts.push(chunk('ANMF', [header, ...picture.map(({ type, bytes }) => chunk(type, [bytes]))]));
  }

  /** The whole file. */
  bytes(): Uint8Array<ArrayBuffer> {
    const canvas = new Uint8Array(10);
    canvas[0] = animationFlag | (this.#hasAlpha ? 0x10 : 0);
    write24(canvas, 4, this.#width - 1);
    write24(canvas, 7, this.#height - 1);
    // Background colour (4 bytes, ignored by browsers) and the number of repeats (2 bytes): 0 is for ever.
    const animation = new Uint8Array(6);
    return chunk('RIFF', [
      ascii('WEBP'),
      chunk('VP8X', [canvas]),
      chunk('ANIM', [animation]),
      ...this.#parts,
    ]);
  }
}

/** Whether a lossless picture says that it uses transparency: one bit after signature and size. */
function usesAlpha(bytes: Uint8Array): boolean {
  return ((bytes[4] ?? 0) & 0x10) !== 0;
}

/** @throws RangeError */
function chunksOf(file: Uint8Array): Chunk[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (text(file, 0) !== 'RIFF' || text(file, 8) !== 'WEBP') throw new RangeError('This is no WebP file.');
  const end = Math.min(file.length, 8 + view.getUint32(4, true));
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= end;) {
    const size = view.getUint32(at + 4, true);
    if (at + 8 + size > end) throw new RangeError('The end of this WebP file is missing.');
    chunks.push({ type: text(file, at), bytes: file.subarray(at + 8, at + 8 + size) });
    // Chunks begin at even places.
    at += 8 + size + (size % 2);
  }
  return chunks;
}

function chunk(type: string, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const all = new Uint8Array(8 + size + (size % 2));
  all.set(ascii(type), 0);
  new DataView(all.buffer).setUint32(4, size, true);
  let at = 8;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function write24(bytes: Uint8Array, at: number, value: number): void {
  bytes.set([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff], at);
}

function ascii(type: string): Uint8Array {
  return Uint8Array.from(type, (letter) => letter.charCodeAt(0));
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
