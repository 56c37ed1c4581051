/** Looks into a video file before it is converted: what it is, or why it cannot be. Owns the input it opens. */
import { context2d } from '../../shared/pictures/context-2d';
import {
  BlobSource,
  EncodedPacketSink,
  Input,
  MATROSKA,
  MP4,
  MPEG_TS,
  QTFF,
  VideoSampleSink,
  WEBM,
} from 'mediabunny';
import type { InputVideoTrack } from 'mediabunny';
import { shrunkSize } from '../../shared/picture';
import type { Trim, VideoFacts, VideoProblem } from './convert.protocol';

/** Frame rate is estimated from so many frames. */
const ratedFrames = 120;

/** A video file to read from; the caller disposes it. Nothing is read yet. */
export function openVideoFile(file: Blob): Input {
  return new Input({ source: new BlobSource(file), formats: [MP4, QTFF, WEBM, MATROSKA, MPEG_TS] });
}

/** What a video file holds, or why it cannot be painted. */
export async function inspect(file: Blob): Promise<{ facts: VideoFacts } | { problem: VideoProblem }> {
  const input = openVideoFile(file);
  try {
    let video: InputVideoTrack | null;
    try {
      video = await input.getPrimaryVideoTrack();
    } catch {
      // A known container whose index is missing was most likely cut off; anything else is no video.
      return { problem: (await looksLikeVideo(file)) ? 'cut-off' : 'not-video' };
    }
    if (!video) return { problem: (await holdsSound(input, file)) ? 'no-picture' : 'cut-off' };
    if (!(await video.canDecode())) return { problem: 'unknown-codec' };
    if (!(await isWhole(video))) return { problem: 'cut-off' };
    const { averagePacketRate } = await video.computePacketStats(ratedFrames);
    return {
      facts: {
        width: await video.getDisplayWidth(),
        height: await video.getDisplayHeight(),
        // Of all tracks: sound may go on after the last picture.
        duration: await input.computeDuration(),
        frameRate: averagePacketRate,
        hasSound: (await input.getPrimaryAudioTrack()) !== null,
        hdr: await video.hasHighDynamicRange(),
      },
    };
  } catch {
    return { problem: 'cut-off' };
  } finally {
    input.dispose();
  }
}

/** A file cut off before its index has no tracks at all. Other files without a picture are of a kind that has none. */
async function holdsSound(input: Input, file: Blob): Promise<boolean> {
  return (await input.getPrimaryAudioTrack()) !== null || !(await looksLikeVideo(file));
}

/** The last picture's data is there, and the first can be decoded. */
async function isWhole(video: InputVideoTrack): Promise<boolean> {
  const sink = new EncodedPacketSink(video);
  const last = await sink.getPacket(Infinity);
  if (!last || last.data.byteLength === 0) return false;
  const first = await new VideoSampleSink(video).getSample(await video.getFirstTimestamp());
  first?.close();
  return first !== null;
}

/** `ftyp` of MP4 and QuickTime, the EBML magic of Matroska and WebM. */
async function looksLikeVideo(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const text = String.fromCharCode(...head.subarray(4, 8));
  const ebml = head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3;
  return text === 'ftyp' || text === 'moov' || text === 'mdat' || ebml;
}

/** Pictures at evenly spaced moments, at most `side` px long; the caller closes them. */
export async function samplePictures(
  file: Blob,
  { start, end }: Trim,
  count: number,
  side: number,
): Promise<ImageBitmap[]> {
  const input = openVideoFile(file);
  try {
    const video = await input.getPrimaryVideoTrack();
    if (!video) return [];
    const times = Array.from(
      { length: count },
      (_value, index) => start + ((index + 0.5) / count) * (end - start),
    );
    const pictures: ImageBitmap[] = [];
    for await (const sample of new VideoSampleSink(video).samplesAtTimestamps(times)) {
      if (!sample) continue;
      try {
        const { displayWidth, displayHeight } = sample;
        const { width, height } = shrunkSize({ width: displayWidth, height: displayHeight }, side);
        const canvas = new OffscreenCanvas(width, height);
        sample.draw(context2d(canvas, { alpha: false }), 0, 0, canvas.width, canvas.height);
        pictures.push(canvas.transferToImageBitmap());
      } finally {
        sample.close();
      }
    }
    return pictures;
  } finally {
    input.dispose();
  }
}
