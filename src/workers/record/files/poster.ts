/** A small JPEG of a frame, for lists of takes. */
import { shrunkSize } from '../../../shared/picture';

/** Long side, px: about three times its size on screen. */
const posterFormat = 360;

/** @param frame closed here */
export async function makePoster(frame: VideoFrame | ImageBitmap): Promise<Blob> {
  try {
    const own = 'displayWidth' in frame ? { width: frame.displayWidth, height: frame.displayHeight } : frame;
    const { width, height } = shrunkSize(own, posterFormat);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false });
    if (context) context.imageSmoothingQuality = 'high';
    context?.drawImage(frame, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 });
  } finally {
    frame.close();
  }
}
