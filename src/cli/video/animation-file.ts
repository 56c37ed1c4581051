/** GIF and animated WebP, through sharp: whole frames, whatever part of each one the file holds. */
import sharp from 'sharp';
import { ImpastoError, messageOf } from '../../shared/errors';
import type { RgbaPicture, Size } from '../../shared/picture';
import { pixelsOf } from '../picture-files';
import type { MovingPicture } from './moving-picture';

/** Browsers show a frame that asks for 10 ms or less for this long, ms. */
const hastyMs = 100;

/** @throws ImpastoError `unreadable-video`. */
export async function openAnimationFile(path: string): Promise<MovingPicture> {
  const { width, pageHeight, height, delay = [], pages = 1 } = await sharp(path, { pages: -1 }).metadata();
  const own: Size = { width, height: pageHeight ?? height };
  const lengths = Array.from({ length: pages }, (_page, index) => {
    const ms = delay[index] ?? 0;
    return (ms > 10 ? ms : hastyMs) / 1000;
  });
  const times: number[] = [];
  let duration = 0;
  for (const length of lengths) {
    times.push(duration);
    duration += length;
  }
  const read = async (size: Size, page: number): Promise<RgbaPicture> => {
    try {
      return await pixelsOf(sharp(path, { page }).flatten({ background: '#fff' }), size);
    } catch (cause) {
      throw new ImpastoError('unreadable-video', `${path}, frame ${page + 1}: ${messageOf(cause)}`, {
        cause,
      });
    }
  };
  return {
    own,
    times,
    duration,
    sound: [],
    async *frames(size) {
      for (let page = 0; page < pages; page++) yield await read(size, page);
    },
    frameAt: (time, size) =>
      read(
        size,
        Math.max(
          0,
          times.findLastIndex((start) => start <= time),
        ),
      ),
  };
}
