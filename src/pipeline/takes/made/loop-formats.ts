/** Which repeating pictures this browser can write: GIF always, WebP where its canvas encodes it (not in Safari). */
import type { LoopFormat } from '../../../workers/convert/convert.client';

export async function findLoopFormats(): Promise<readonly LoopFormat[]> {
  try {
    const canvas = new OffscreenCanvas(1, 1);
    // Without a context there is nothing to encode.
    canvas.getContext('2d');
    const { type } = await canvas.convertToBlob({ type: 'image/webp' });
    return type === 'image/webp' ? ['gif', 'webp'] : ['gif'];
  } catch {
    return ['gif'];
  }
}
