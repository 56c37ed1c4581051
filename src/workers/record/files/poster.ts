/** A small JPEG of a frame, for lists of takes. */
import { posterFormat } from '../../../shared/files/poster';
import { shrunkSize } from '../../../shared/picture';

/** @param frame closed here */
export async function makePoster(frame: VideoFrame | ImageBitmap): Promise<Blob> {
  try {
    const own = 'displayWidth' in frame ? { width: frame.displayWidth, height: frame.displayHeight } : frame;
    const { width, height } = shrunkSize(own, posterFormat.longSide);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false });
    if (context) context.imageSmoothingQuality = 'high';
    context?.drawImage(frame, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: posterFormat.quality });
  } finally {
    frame.close();
  }
}
