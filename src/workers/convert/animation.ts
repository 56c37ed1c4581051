/** Converts a picture that moves (GIF, animated WebP, APNG): its frames, each at its own time, without sound. */
import { Quality, VideoSample, VideoSampleSource } from 'mediabunny';
import { Animation, drawOnWhite } from '../../shared/pictures/animation';
import { ImpastoError } from '../../shared/errors';
import { shrunkSize } from '../../shared/picture';
import type { Size } from '../../shared/picture';
import { PromptEncoder } from '../record/encoding/prompt-encoder';
import { makePoster } from '../record/files/poster';
import { chooseFormat } from '../record/files/take-format';
import { keyFrameInterval } from './conversion';
import type { ConvertCalls, ConvertEvent, ConvertOrder, Trim } from './convert.protocol';
import { writeTake } from './new-take';
import type { Painter } from './painter';

/** Files that are read here; all others are videos. */
export function isPicture(file: Blob): boolean {
  return file.type.startsWith('image/');
}

/** @throws ImpastoError `unreadable-video`. */
async function open(file: Blob): Promise<Animation> {
  const animation = await Animation.open(file);
  if (!animation) throw new ImpastoError('unreadable-video', 'The picture does not move.');
  return animation;
}

/** As `inspect` for videos. */
export async function inspectAnimation(file: Blob): Promise<ConvertCalls['inspect']['result']> {
  const animation = await Animation.open(file);
  if (!animation) return { problem: 'not-video' };
  try {
    let [count, duration] = [0, 0];
    let size: Size | null = null;
    for await (const { frame, time, length } of animation.frames()) {
      size ??= { width: frame.displayWidth, height: frame.displayHeight };
      frame.close();
      count += 1;
      duration = time + length;
    }
    if (!size) return { problem: 'cut-off' };
    return { facts: { ...size, duration, frameRate: count / duration, hasSound: false, hdr: false } };
  } finally {
    animation.close();
  }
}

/** As `samplePictures` for videos. */
export async function sampleAnimation(
  file: Blob,
  { start, end }: Trim,
  count: number,
  side: number,
): Promise<ImageBitmap[]> {
  const animation = await open(file);
  const pictures: ImageBitmap[] = [];
  const timeOf = (index: number): number => start + ((index + 0.5) / count) * (end - start);
  try {
    for await (const { frame, time, length } of animation.frames()) {
      const { displayWidth: width, displayHeight: height } = frame;
      const wanted = timeOf(pictures.length);
      if (wanted >= time + length) {
        frame.close();
        continue;
      }
      const small = shrunkSize({ width, height }, side);
      const canvas = new OffscreenCanvas(small.width, small.height);
      drawOnWhite(frame, canvas);
      // A frame that is long on show stands for every moment in it.
      do pictures.push(await createImageBitmap(canvas));
      while (pictures.length < count && timeOf(pictures.length) < time + length);
      if (pictures.length >= count) break;
    }
    return pictures;
  } finally {
    animation.close();
  }
}

/** As `convert` for videos. */
export async function convertAnimation(
  { file, name, size, bitrate, trim }: ConvertOrder,
  painter: Painter,
  send: (event: ConvertEvent) => void,
): Promise<ConvertCalls['convert']['result']> {
  const animation = await open(file);
  let poster: Blob | null = null;
  try {
    const format = await chooseFormat(size, bitrate, null);
    PromptEncoder.use(format.video);
    const take = await writeTake(
      name,
      format,
      async (output, failed) => {
        const quality = new Quality({ bitrate });
        const video = new VideoSampleSource({ codec: format.video, quality, keyFrameInterval });
        output.addVideoTrack(video);
        await output.start();
        const canvas = new OffscreenCanvas(size.width, size.height);
        for await (const { frame, time, length } of animation.frames()) {
          const [from, to] = [Math.max(time, trim.start), Math.min(time + length, trim.end)];
          if (from >= to) {
            frame.close();
            continue;
          }
          drawOnWhite(frame, canvas);
          const timestamp = from - trim.start;
          const shown = new VideoFrame(canvas, { timestamp: Math.round(timestamp * 1e6) });
          const painted = await painter.paint(shown, timestamp);
          poster ??= await makePoster(painted.clone());
          const sample = new VideoSample(painted, { timestamp, duration: to - from });
          try {
            await Promise.race([video.add(sample), failed]);
          } finally {
            sample.close();
          }
          send({
            kind: 'progress',
            progress: (to - trim.start) / (trim.end - trim.start),
            frames: painter.painted,
          });
        }
        await Promise.race([output.finalize(), failed]);
      },
      (progress) => send({ kind: 'saving', progress }),
    );
    return { take, poster, lostSounds: 0 };
  } finally {
    animation.close();
  }
}
