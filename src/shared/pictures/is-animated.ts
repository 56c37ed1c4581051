/**
 * Whether a picture file moves, by its first bytes, for browsers that have no decoder to ask. Sources: GIF89a with the
 * looping extension, WebP container (VP8X flags), PNG third edition (acTL comes before IDAT), AVIF (brand `avis`).
 */

/** So much of the file is read, bytes: every sign comes earlier, but in a PNG with a very large colour profile. */
const headBytes = 64 * 1024;
/** Of the flags in a WebP's VP8X chunk: it holds an animation. */
const webpAnimation = 2;

/** @returns false for everything else, also for a GIF with several pictures that is shown once. */
export async function isAnimated(file: Blob): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const head = new TextDecoder('latin1').decode(bytes);
  if (head.startsWith('GIF89a')) return head.includes('NETSCAPE2.0');
  if (head.startsWith('WEBPVP8X', 8)) return ((bytes[20] ?? 0) & webpAnimation) !== 0;
  if (head.startsWith('PNG', 1)) return head.split('IDAT', 1).join('').includes('acTL');
  return head.startsWith('ftypavis', 4);
}
