/** Painted frames, their own times and the sound of the original become one MP4 with its index in front. */
import { rm } from 'node:fs/promises';
import {
  ALL_FORMATS,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { required } from '../../shared/assert';
import { ffmpeg } from './ffmpeg';
import type { MovingPicture } from './moving-picture';

/** Sound that players expect in MP4: its packets are copied as they are. */
const copiedCodecs = ['aac', 'ac3', 'alac', 'eac3', 'flac', 'mp3', 'opus'];

/** Puts the frames' own times in place of the constant rate that they were encoded at. @param rate frames a second */
async function retime(
  painted: string,
  rate: number,
  { times, duration }: MovingPicture,
  out: string,
): Promise<void> {
  const pictures = new Input({ source: new FilePathSource(painted), formats: ALL_FORMATS });
  try {
    const video = required(await pictures.getPrimaryVideoTrack(), 'the painted picture');
    const decoderConfig = required(await video.getDecoderConfig(), 'the decoder configuration');
    const format = new Mp4OutputFormat({ fastStart: 'in-memory' });
    const output = new Output({ format, target: new FilePathTarget(out) });
    const source = new EncodedVideoPacketSource('avc');
    output.addVideoTrack(source);
    await output.start();
    for await (const packet of new EncodedPacketSink(video).packets()) {
      const index = Math.round(packet.timestamp * rate);
      const time = times[index];
      if (time === undefined) continue;
      const end = times[index + 1] ?? Math.max(duration, time + 1 / rate);
      await source.add(packet.clone({ timestamp: time, duration: end - time }), { decoderConfig });
    }
    await output.finalize();
  } finally {
    pictures.dispose();
  }
}

/**
 * All sound tracks are kept, with their languages; those whose codec players do not expect in MP4 become AAC.
 * @param painted frames at the constant `rate`, frames a second
 * @returns the codecs that were encoded again
 * @throws ImpastoError `storage`.
 */
export async function joinFiles(
  painted: string,
  rate: number,
  original: string,
  video: MovingPicture,
  out: string,
): Promise<readonly string[]> {
  const { sound, times } = video;
  if (sound.length === 0) {
    await retime(painted, rate, video, out);
    return [];
  }
  const timed = `${out}.timed.mp4`;
  try {
    await retime(painted, rate, video, timed);
    const codecs = sound.flatMap(({ codec }, index) =>
      copiedCodecs.includes(codec)
        ? [`-c:a:${index}`, 'copy']
        : [`-c:a:${index}`, 'aac', `-b:a:${index}`, '192k'],
    );
    await ffmpeg(
      // Each file is taken to begin at its first frame: the picture may begin after the sound.
      ...['-itsoffset', String(times[0] ?? 0), '-i', timed, '-i', original],
      ...['-map', '0:v:0', '-map', '1:a', '-c:v', 'copy', ...codecs],
      ...['-movflags', '+faststart', '-f', 'mp4', out],
    );
    return sound.map(({ codec }) => codec).filter((codec) => !copiedCodecs.includes(codec));
  } finally {
    await rm(timed, { force: true });
  }
}
