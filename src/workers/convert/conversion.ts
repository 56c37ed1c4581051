/**
 * Converts one video file: every frame painted, each at its own time (variable frame rates stay variable), the sound
 * copied packet by packet where the container takes it. Rotation is baked in. Writes a growing file first, then its
 * seekable copy, like a recording. Owns what it opens.
 */
import { Conversion, Output, Quality, VideoSample } from 'mediabunny';
import { PromptEncoder } from '../record/encoding/prompt-encoder';
import { chooseFormat, growingFormat } from '../record/files/take-format';
import { finishTake } from '../record/files/finish';
import { makePoster } from '../record/files/poster';
import { removeTakeFile, TakeFile } from '../record/files/take-file';
import type { ConvertCalls, ConvertEvent, ConvertOrder } from './convert.protocol';
import { openVideoFile } from './inspect';
import type { Painter } from './painter';

/** Progress is told this often, ms. */
const tellEveryMs = 200;

/** Key frames this often, s. */
const keyFrameInterval = 2;

export async function convert(
  { file, name, size, bitrate, trim }: ConvertOrder,
  painter: Painter,
  send: (event: ConvertEvent) => void,
): Promise<ConvertCalls['convert']['result']> {
  const input = openVideoFile(file);
  const format = await chooseFormat(size, bitrate, { sampleRate: 48_000, channels: 2 });
  const target = await TakeFile.create(`${name}.part.${format.container}`, 'growing');
  let poster: Blob | null = null;
  try {
    let onError = (error: unknown): void => {
      throw error;
    };
    const output = new Output({
      format: growingFormat(format),
      target: target.target((error) => onError(error)),
    });
    const paint = async (sample: VideoSample): Promise<VideoSample> => {
      const { timestamp, duration } = sample;
      const frame = await painter.paint(sample.toVideoFrame(), timestamp);
      poster ??= await makePoster(frame.clone());
      return new VideoSample(frame, { timestamp, duration });
    };
    PromptEncoder.use(format.video);
    const conversion = await Conversion.init({
      input,
      output,
      trim,
      tracks: 'primary',
      showWarnings: false,
      // Sound begins with the first packet that lies whole in the part: cutting it exactly would mean encoding it anew.
      copy: { boundaryPolicy: 'shrink' },
      video: {
        codec: format.video,
        quality: new Quality({ bitrate }),
        keyFrameInterval,
        forceTranscode: true,
        allowTransformationMetadata: false,
        process: paint,
        processedWidth: size.width,
        processedHeight: size.height,
      },
      // No wishes: any would mean encoding the sound anew. What MP4 cannot hold is encoded all the same.
      audio: {},
    });
    const lost = conversion.discardedTracks.find(({ track }) => track.isVideoTrack());
    if (!conversion.isValid || lost) {
      return { problem: lost?.reason === 'no_encodable_target_codec' ? 'no-encoder' : 'unknown-codec' };
    }
    let toldAt = 0;
    conversion.onProgress = (progress) => {
      const now = performance.now();
      if (now - toldAt < tellEveryMs) return;
      toldAt = now;
      send({ kind: 'progress', progress, frames: painter.painted });
    };
    const failed = new Promise<never>((_resolve, reject) => {
      onError = reject;
    });
    try {
      await Promise.race([conversion.execute(), failed]);
    } catch (error) {
      await conversion.cancel();
      throw error;
    }
    await target.flush();
    target.close();
    const take = await finishTake(target.fileName, 0, (progress) => send({ kind: 'saving', progress }));
    return { take, poster };
  } catch (error) {
    target.close();
    await removeTakeFile(target.fileName);
    throw error;
  } finally {
    target.close();
    input.dispose();
  }
}
