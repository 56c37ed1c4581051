/** A small JPEG of a frame, for lists of takes. */

/** Long side, px: about three times its size on screen. */
const posterFormat = 360;

/** @param frame closed here */
export async function makePoster(frame: VideoFrame | ImageBitmap): Promise<Blob> {
  try {
    const [width, height] =
      'displayWidth' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
    const scale = Math.min(1, posterFormat / Math.max(width, height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
    const context = canvas.getContext('2d', { alpha: false });
    if (context) context.imageSmoothingQuality = 'high';
    context?.drawImage(frame, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 });
  } finally {
    frame.close();
  }
}
