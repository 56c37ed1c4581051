/**
 * Writes a note into PNG, JPEG and WebP files as XMP (ISO 16684-1; where it goes: XMP Specification Part 3, §1.1; WebP
 * Container Specification, “Extended File Format”), in PNG also as plain text chunks. Pure.
 */

import { ImpastoError } from '../../../shared/errors';
import type { FileNote, FileType } from '../hq.protocol';

const xmpNamespace = 'urn:impasto:still:1';

/** JPEG: APP1 segments are marked as XMP by this, with a zero byte behind. */
const jpegSignature = 'http://ns.adobe.com/xap/1.0/\0';
/** A JPEG segment's length has 16 bits. */
const maxSegment = 0xffff - 2;

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The XMP packet. */
export function xmpPacket({ description, settings }: FileNote): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:impasto="${xmpNamespace}" xmp:CreatorTool="Impasto" impasto:settings="${escapeXml(settings)}"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(description)}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}

function bytesOf(...parts: (string | Uint8Array | number[])[]): Uint8Array<ArrayBuffer> {
  const encoded = parts.map((part) =>
    typeof part === 'string' ? new TextEncoder().encode(part) : Uint8Array.from(part),
  );
  const out = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of encoded) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function bigEndian(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

function littleEndian(value: number): number[] {
  return bigEndian(value).reverse();
}

/** CRC-32 of ISO 3309, as PNG wants it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = bytesOf(type, data);
  return bytesOf(bigEndian(data.length), body, bigEndian(crc32(body)));
}

/** An international text chunk, uncompressed (PNG, third edition, §11.3.3.4). */
function textChunk(keyword: string, text: string): Uint8Array {
  return pngChunk('iTXt', bytesOf(keyword, [0, 0, 0, 0, 0], text));
}

function intoPng(file: Uint8Array, note: FileNote): Uint8Array<ArrayBuffer> {
  // Signature (8) and IHDR (4 + 4 + 13 + 4) come first.
  const afterHeader = 33;
  return bytesOf(
    file.subarray(0, afterHeader),
    textChunk('Software', 'Impasto'),
    textChunk('Description', note.description),
    textChunk('impasto:settings', note.settings),
    textChunk('XML:com.adobe.xmp', xmpPacket(note)),
    file.subarray(afterHeader),
  );
}

function intoJpeg(file: Uint8Array, note: FileNote): Uint8Array<ArrayBuffer> {
  const payload = bytesOf(jpegSignature, xmpPacket(note));
  if (payload.length > maxSegment) throw new ImpastoError('invalid-argument', 'The note is too long.');
  const length = payload.length + 2;
  const segment = bytesOf([0xff, 0xe1, length >> 8, length & 255], payload);
  // JFIF wants its own APP0 first; the XMP goes behind it.
  const app0 = file[2] === 0xff && file[3] === 0xe0 ? 2 + Number(file[4]) * 256 + Number(file[5]) : 0;
  const at = 2 + app0;
  return bytesOf(file.subarray(0, at), segment, file.subarray(at));
}

/** Reads one chunk's name and whole length with padding. */
function webpChunk(file: Uint8Array, at: number): { name: string; length: number } {
  const view = new DataView(file.buffer, file.byteOffset);
  const size = view.getUint32(at + 4, true);
  return {
    name: String.fromCharCode(...file.subarray(at, at + 4)),
    length: 8 + size + (size & 1),
  };
}

/** Width and height from a VP8 or VP8L bitstream (RFC 6386 §9.1; WebP Lossless §3). px */
function webpSize(file: Uint8Array, at: number, name: string): readonly [number, number] {
  const view = new DataView(file.buffer, file.byteOffset);
  const data = at + 8;
  if (name === 'VP8L') {
    const bits = view.getUint32(data + 1, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  return [view.getUint16(data + 6, true) & 0x3fff, view.getUint16(data + 8, true) & 0x3fff];
}

/** Bit of the VP8X flags that announces XMP. */
const xmpFlag = 0x04;

function intoWebp(file: Uint8Array, note: FileNote): Uint8Array<ArrayBuffer> {
  const xmp = new TextEncoder().encode(xmpPacket(note));
  const chunk = bytesOf('XMP ', littleEndian(xmp.length), xmp, xmp.length & 1 ? [0] : []);
  const first = webpChunk(file, 12);
  let body: Uint8Array;
  if (first.name === 'VP8X') {
    body = bytesOf(file.subarray(12), chunk);
    body[8] = Number(body[8]) | xmpFlag;
  } else {
    const [width, height] = webpSize(file, 12, first.name);
    const sides = [...littleEndian(width - 1).slice(0, 3), ...littleEndian(height - 1).slice(0, 3)];
    body = bytesOf('VP8X', littleEndian(10), [xmpFlag, 0, 0, 0], sides, file.subarray(12), chunk);
  }
  return bytesOf('RIFF', littleEndian(4 + body.length), 'WEBP', body);
}

/** The file with the note in it. @throws ImpastoError `invalid-argument` when the note is too long for a JPEG (64 kB). */
export function withMetadata(file: ArrayBuffer, type: FileType, note: FileNote): ArrayBuffer {
  const bytes = new Uint8Array(file);
  switch (type) {
    case 'image/png':
      return intoPng(bytes, note).buffer;
    case 'image/jpeg':
      return intoJpeg(bytes, note).buffer;
    case 'image/webp':
      return intoWebp(bytes, note).buffer;
  }
}
