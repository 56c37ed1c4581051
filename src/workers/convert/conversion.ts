/**
 * Converts one video file: every frame painted, each at its own time (variable frame rates stay variable), all its
 * sound copied packet by packet where the container takes it. Rotation is baked in.
 */
import { Conversion, Quality, VideoSample } from 'mediabunny';
import type { InputVideoTrack, Output } from 'mediabunny';
import { PromptEncoder } from '../record/encoding/prompt-encoder';
import { makePoster } from '../record/files/poster';
import { chooseFormat } from '../record/files/take-format';
import type { TakeFormat } from '../record/files/take-format';
import type { ConvertCalls, ConvertEvent, ConvertOrder, VideoProblem } from './convert.protocol';
import { openVideoFile } from './inspect';
import { writeTake } from './new-take';
import type { Painter } from './painter';

/** Progress is told this often, ms. */
const tellEveryMs = 200;

/** Key frames this often, s. */
export const keyFrameInterval = 2;

/** The file cannot be converted here. */
class Refused extends Error {
  readonly problem: VideoProblem;

  constructor(problem: VideoProblem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * Paints each frame of a video at its own time and keeps its sound. @throws ImpastoError as `ConvertClient.convert`.
 */
export async function convert(
  order: ConvertOrder,
  painter: Painter,
  send: (event: ConvertEvent) => void,
): Promise<ConvertCalls['convert']['result']> {
  const { file, name, size, bitrate } = order;
  const input = openVideoFile(file);
  const format = await chooseFormat(size, bitrate, { sampleRate: 48_000, channels: 2 });
  let poster: Blob | null = null;
  let lostSounds = 0;
  try {
    const video = await input.getPrimaryVideoTrack();
    if (!video) return { problem: 'no-picture' };
    const paint = async (sample: VideoSample): Promise<VideoSample> => {
      const { timestamp, duration } = sample;
      const frame = await painter.paint(sample.toVideoFrame(), timestamp);
      poster ??= await makePoster(frame.clone());
      return new VideoSample(frame, { timestamp, duration });
    };
    const take = await writeTake(
      name,
      format,
      async (output, failed) => {
        const conversion = await plan(order, video, format, output, paint);
        lostSounds = conversion.discardedTracks.filter(({ track }) => track.isAudioTrack()).length;
        let toldAt = 0;
        conversion.onProgress = (progress) => {
          const now = performance.now();
          if (now - toldAt < tellEveryMs) return;
          toldAt = now;
          send({ kind: 'progress', progress, frames: painter.painted });
        };
        try {
          await Promise.race([conversion.execute(), failed]);
        } catch (error) {
          await conversion.cancel();
          throw error;
        }
      },
      (progress) => send({ kind: 'saving', progress }),
    );
    return { take, poster, lostSounds };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem };
    throw error;
  } finally {
    input.dispose();
  }
}

/** @throws Refused when nothing here reads or writes the picture. */
async function plan(
  { size, bitrate, trim }: ConvertOrder,
  video: InputVideoTrack,
  format: TakeFormat,
  output: Output,
  paint: (sample: VideoSample) => Promise<VideoSample>,
): Promise<Conversion> {
  PromptEncoder.use(format.video);
  const conversion = await Conversion.init({
    input: video.input,
    output,
    trim,
    tracks: 'all',
    showWarnings: false,
    // Sound begins with the first packet that lies whole in the part: cutting it exactly would mean encoding it anew.
    copy: { boundaryPolicy: 'shrink' },
    video: (track) =>
      track.id === video.id
        ? {
            codec: format.video,
            quality: new Quality({ bitrate }),
            keyFrameInterval,
            forceTranscode: true,
            allowTransformationMetadata: false,
            process: paint,
            processedWidth: size.width,
            processedHeight: size.height,
          }
        : { discard: true },
    // No wishes: any would mean encoding the sound anew. What MP4 cannot hold is encoded all the same.
    audio: {},
  });
  const lost = conversion.discardedTracks.find(({ track }) => track.id === video.id);
  if (conversion.isValid && !lost) return conversion;
  throw new Refused(lost?.reason === 'no_encodable_target_codec' ? 'no-encoder' : 'unknown-codec');
}
