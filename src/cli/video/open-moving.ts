/** Tells files that move from pictures, by what is in them. */
import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import sharp from 'sharp';
import { pictureExtensions } from '../picture-files';
import { openAnimationFile } from './animation-file';
import { requireFfmpeg } from './ffmpeg';
import type { MovingPicture } from './moving-picture';
import { openVideoFile } from './video-file';

/**
 * An APNG says so in front of its first frame (PNG 3rd edition, `acTL`), within this many bytes unless it has a large
 * profile.
 */
const headBytes = 65536;

async function isApng(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(head, 0, headBytes, 0);
    const at = head.subarray(0, bytesRead).indexOf('acTL', 0, 'latin1');
    const data = head.indexOf('IDAT', 0, 'latin1');
    return at > 0 && (data < 0 || at < data);
  } finally {
    await file.close();
  }
}

/**
 * Opens a video or a picture that moves.
 * @param wantsVideo a picture that moves is wanted as one; otherwise only its first frame is
 * @returns null for pictures, folders and what is not there
 * @throws ImpastoError `unsupported` without ffmpeg, `unreadable-video`.
 */
export async function openMoving(path: string, wantsVideo: boolean): Promise<MovingPicture | null> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) return null;
  const picture = await sharp(path)
    .metadata()
    .catch(() => null);
  if (picture) {
    if (!wantsVideo) return null;
    if ((picture.pages ?? 1) > 1 && ['gif', 'webp'].includes(picture.format)) {
      requireFfmpeg();
      return openAnimationFile(path);
    }
    if (picture.format !== 'png' || !(await isApng(path))) return null;
    requireFfmpeg();
    return openVideoFile(path, 'apng');
  }
  // A file with a picture's name that sharp cannot read is told as a damaged picture, not as a video.
  if (pictureExtensions.test(extname(path))) return null;
  requireFfmpeg();
  return openVideoFile(path);
}
