/** A few seconds of a video as a GIF that repeats for ever (GIF89a), for where videos cannot go. */
import { GIFEncoder, applyPalette, quantize } from 'gifenc';
import { VideoSampleSink } from 'mediabunny';
import { ImpastoError } from '../../shared/errors';
import type { ConvertCalls } from '../convert.protocol';
import { makePoster } from '../record/poster';
import { writeTakeFile } from '../record/take-file';
import { openVideoFile } from './inspect';

/** Longest loop, s. */
const longest = 6;
/** ms between frames: GIF counts in hundredths of a second. */
const delay = 80;
/** Long side, px: GIFs grow quickly. */
const longSide = 480;

/** @throws ImpastoError `unreadable-video`, `storage`, `storage-full`. */
export async function makeLoop(
  { file, name, start }: ConvertCalls['loop']['request'],
  onProgress: (progress: number, frames: number) => void,
): Promise<ConvertCalls['loop']['result']> {
  const input = openVideoFile(file);
  try {
    const video = await input.getPrimaryVideoTrack();
    if (!video) throw new ImpastoError('unreadable-video', 'There is no picture in it.');
    const own = { width: await video.getDisplayWidth(), height: await video.getDisplayHeight() };
    const scale = Math.min(1, longSide / Math.max(own.width, own.height));
    const [width, height] = [Math.round(own.width * scale), Math.round(own.height * scale)];
    const end = Math.min(await video.computeDuration(), start + longest);
    const count = Math.max(1, Math.floor(((end - start) * 1000) / delay));
    const times = Array.from({ length: count }, (_value, index) => start + (index * delay) / 1000);
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      alpha: false,
      willReadFrequently: true,
    });
    if (!context) throw new ImpastoError('unsupported', 'This browser gives no 2D canvas.');
    context.imageSmoothingQuality = 'high';
    const gif = GIFEncoder();
    let poster: Blob | null = null;
    let frames = 0;
    for await (const sample of new VideoSampleSink(video).samplesAtTimestamps(times)) {
      if (!sample) continue;
      sample.draw(context, 0, 0, width, height);
      poster ??= await makePoster(sample.toVideoFrame());
      sample.close();
      const { data } = context.getImageData(0, 0, width, height);
      const palette = quantize(data, 256);
      gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay, repeat: 0 });
      frames += 1;
      onProgress(frames / count, frames);
    }
    if (frames === 0) throw new ImpastoError('unreadable-video', 'There is no picture in that part.');
    gif.finish();
    const fileName = `${name}.gif`;
    const sizeBytes = await writeTakeFile(fileName, gif.bytes());
    return { fileName, sizeBytes, width, height, duration: (frames * delay) / 1000, poster };
  } finally {
    input.dispose();
  }
}
