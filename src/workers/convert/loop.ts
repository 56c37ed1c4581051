/** A few seconds of a video as a picture that repeats for ever, for where videos cannot go. */
import { context2d } from '../../shared/pictures/context-2d';
import { VideoSampleSink } from 'mediabunny';
import { ImpastoError } from '../../shared/errors';
import { shrunkSize } from '../../shared/picture';
import type { ConvertCalls } from './convert.protocol';
import { makePoster } from '../record/files/poster';
import { writeTakeFile } from '../record/files/take-file';
import { openVideoFile } from './inspect';
import { loopKinds } from './loop-file';

/** Longest loop, s. */
const longest = 6;

/** @throws ImpastoError `unreadable-video`, `unsupported`, `storage`, `storage-full`. */
export async function makeLoop(
  { file, name, start, format }: ConvertCalls['loop']['request'],
  onProgress: (progress: number, frames: number) => void,
): Promise<ConvertCalls['loop']['result']> {
  const { delay, longSide, open } = loopKinds[format];
  const input = openVideoFile(file);
  try {
    const video = await input.getPrimaryVideoTrack();
    if (!video) throw new ImpastoError('unreadable-video', 'There is no picture in it.');
    const own = { width: await video.getDisplayWidth(), height: await video.getDisplayHeight() };
    const { width, height } = shrunkSize(own, longSide);
    const end = Math.min(await video.computeDuration(), start + longest);
    const count = Math.max(1, Math.floor(((end - start) * 1000) / delay));
    const times = Array.from({ length: count }, (_value, index) => start + (index * delay) / 1000);
    const canvas = new OffscreenCanvas(width, height);
    const context = context2d(canvas, { alpha: false, willReadFrequently: true });
    context.imageSmoothingQuality = 'high';
    const loop = open(width, height);
    let poster: Blob | null = null;
    let frames = 0;
    for await (const sample of new VideoSampleSink(video).samplesAtTimestamps(times)) {
      if (!sample) continue;
      sample.draw(context, 0, 0, width, height);
      poster ??= await makePoster(sample.toVideoFrame());
      sample.close();
      await loop.add(canvas, context);
      frames += 1;
      onProgress(frames / count, frames);
    }
    if (frames === 0) throw new ImpastoError('unreadable-video', 'There is no picture in that part.');
    const fileName = `${name}.${format}`;
    const sizeBytes = await writeTakeFile(fileName, loop.bytes());
    return { fileName, sizeBytes, width, height, duration: (frames * delay) / 1000, poster };
  } finally {
    input.dispose();
  }
}
