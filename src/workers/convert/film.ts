/** Makes a film of pictures, one fading into the next: how an HQ still was painted. */
import { context2d } from '../../shared/pictures/context-2d';
import { CanvasSource, Quality } from 'mediabunny';
import { required } from '../../shared/assert';
import { filmFrameRate, filmFrames } from '../../shared/film';
import { evenSize } from '../../shared/picture';
import type { Size } from '../../shared/picture';
import { makePoster } from '../record/files/poster';
import { chooseFormat } from '../record/files/take-format';
import type { ConvertCalls } from './convert.protocol';
import { writeTake } from './new-take';

/** Long side of the film, px: smaller clips are enlarged poorly by players, larger ones hold no more. */
const shortestLongSide = 720;
const longestLongSide = 1024;
/** Bits a pixel and frame: the pictures are detailed all over. */
const bitsPerPixel = 0.25;

/** Both sides even, in the shape of the finished picture, px. */
function filmSize(finished: Size): Size {
  const long = Math.max(finished.width, finished.height);
  return evenSize(finished, Math.min(longestLongSide, Math.max(shortestLongSide, long)));
}

/** @throws ImpastoError `unsupported` (no encoder), `storage`, `storage-full`; DOMException when a picture is damaged. */
export async function makeFilm(
  { pictures, name }: ConvertCalls['film']['request'],
  onProgress: (progress: number, frames: number) => void,
): Promise<ConvertCalls['film']['result']> {
  const bitmaps: ImageBitmap[] = [];
  try {
    for (const picture of pictures) bitmaps.push(await createImageBitmap(picture));
    return await encode(bitmaps, name, onProgress);
  } finally {
    for (const bitmap of bitmaps) bitmap.close();
  }
}

async function encode(
  bitmaps: readonly ImageBitmap[],
  name: string,
  onProgress: (progress: number, frames: number) => void,
): Promise<ConvertCalls['film']['result']> {
  const finished = required(bitmaps.at(-1), 'a picture');
  const { width, height } = filmSize(finished);
  const canvas = new OffscreenCanvas(width, height);
  const context = context2d(canvas, { alpha: false });
  context.imageSmoothingQuality = 'high';
  const bitrate = Math.round(width * height * filmFrameRate * bitsPerPixel);
  const format = await chooseFormat({ width, height }, bitrate, null);
  const take = await writeTake(
    name,
    format,
    async (output, failed) => {
      const video = new CanvasSource(canvas, { codec: format.video, quality: new Quality({ bitrate }) });
      output.addVideoTrack(video, { frameRate: filmFrameRate });
      await output.start();
      const frames = filmFrames(bitmaps.length);
      for (const [number, { index, share }] of frames.entries()) {
        context.globalAlpha = 1;
        context.drawImage(required(bitmaps[index], 'a picture'), 0, 0, width, height);
        const next = bitmaps[index + 1];
        if (next && share > 0) {
          context.globalAlpha = share;
          context.drawImage(next, 0, 0, width, height);
        }
        await Promise.race([video.add(number / filmFrameRate, 1 / filmFrameRate), failed]);
        onProgress((number + 1) / frames.length, number + 1);
      }
      await Promise.race([output.finalize(), failed]);
    },
    () => undefined,
  );
  context.globalAlpha = 1;
  context.drawImage(finished, 0, 0, width, height);
  return { take, poster: await makePoster(new VideoFrame(canvas, { timestamp: 0 })) };
}
