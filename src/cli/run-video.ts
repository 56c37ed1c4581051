/** Stylises one video file, frame by frame, with the networks the app uses. */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { ImpastoError } from '../shared/errors';
import { networkSize } from '../shared/picture';
import type { Size } from '../shared/picture';
import { blendsContent, mixCodes } from '../workers/networks/nets/look';
import { styleSize } from '../workers/networks/nets/style-networks';
import type { Command } from './command';
import { onePicture, readArtwork } from './picture-files';
import { openPainter } from './painters/open-painter';
import type { Painter } from './painters/painter';
import { readModels } from './read-models';
import { openSecond } from './second-style';
import { FrameWriter } from './video/frame-writer';
import { joinFiles } from './video/join-files';
import type { MovingPicture } from './video/moving-picture';
import type { StyleCode } from '../workers/networks/types';

/** Moments at which the content's own style is read, for a strength below 1. */
const readings = 12;
/** The painted frames' rate while they are encoded, frames a second; their own times are put back afterwards. */
const pipeRate = 30;

/**
 * @param outputSize size of the result for the video's own, px
 * @param onLine gets a line every 25 frames, and the last
 * @throws ImpastoError `invalid-argument` (`--out` is no .mp4), `unreadable-video`, `unreadable-picture`,
 *   `model-corrupt`, `storage`, `unsupported` (no ffmpeg).
 */
export async function runVideo(
  command: Command,
  video: MovingPicture,
  outputSize: (own: Size) => Size,
  onLine: (line: string) => void,
): Promise<void> {
  const { content, style, out, strength } = command;
  if (command.second) await onePicture('style-b', command.second.style);
  if (extname(out).toLowerCase() !== '.mp4') {
    throw new ImpastoError('invalid-argument', `--out must end in .mp4 for a video, not “${extname(out)}”.`);
  }
  const size = networkSize(outputSize(video.own));
  await mkdir(dirname(out), { recursive: true });
  const painter = await openPainter(command.engine, await readModels(), onLine);
  const painted = `${out}.painting.mp4`;
  const writer = new FrameWriter(painted, size, pipeRate);
  try {
    const code = await painter.encode(await readArtwork(style, styleSize));
    const secondOf = await openSecond(command, painter);
    // One content code for all frames: blending with each frame's own would flicker.
    const own = blendsContent(command) ? await contentCode(painter, video) : undefined;
    let frames = 0;
    for await (const frame of video.frames(size)) {
      const look = { mix: [{ code, weight: 1 }], strength, ...secondOf(frame, video.times[frames] ?? 0) };
      await writer.write(await painter.paint(frame, look, own));
      frames += 1;
      if (frames % 25 === 0) onLine(`${frames} of ${video.times.length} frames`);
    }
    await writer.finish();
    const encoded = await joinFiles(painted, pipeRate, content, video, out);
    if (encoded.length > 0) onLine(`The sound (${encoded.join(', ')}) was encoded again as AAC, for MP4.`);
    onLine(out);
  } finally {
    writer.destroy();
    await rm(painted, { force: true });
    painter.dispose();
  }
}

/** The mean of the content's own codes at moments all over the file. */
async function contentCode(painter: Painter, video: MovingPicture): Promise<StyleCode> {
  const { own, times } = video;
  const mix = [];
  for (let reading = 0; reading < readings; reading++) {
    const at = times[Math.floor(((reading + 0.5) / readings) * times.length)] ?? 0;
    const frame = await video.frameAt(at, styleSize(own));
    if (frame) mix.push({ code: await painter.encode(frame), weight: 1 });
  }
  if (mix.length === 0) throw new ImpastoError('unreadable-video', 'The video holds no picture.');
  return mixCodes(mix);
}
