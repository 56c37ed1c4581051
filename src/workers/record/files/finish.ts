/**
 * Makes a plain, seekable file of a recording: the index (moov) in front for MP4, cues for WebM. Packets are copied, not
 * encoded again. Works on recordings that were cut off anywhere. Owns the files it opens.
 */
import {
  BlobSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import type { EncodedPacket, InputAudioTrack, InputTrack, InputVideoTrack, VideoCodec } from 'mediabunny';
import { ImpastoError, isImpastoError } from '../../../shared/errors';
import { openSync, privateFolder } from '../../../shared/files/opfs';
import { takesFolder } from '../record.protocol';
import type { FinishedTake } from '../record.protocol';
import { completeLength } from './complete-boxes';
import { readTakeFile, removeTakeFile, TakeFile } from './take-file';

/** Recordings end in `.part.mp4` or `.part.webm`; takes in `.mp4` or `.webm`. */
export function finishedName(partName: string): string {
  return partName.replace('.part.', '.');
}

/** A track's packets until its end, or until the file breaks off. */
class Packets {
  readonly #iterator: AsyncIterator<EncodedPacket, void>;
  current: EncodedPacket | null = null;

  constructor(track: InputTrack) {
    this.#iterator = new EncodedPacketSink(track).packets()[Symbol.asyncIterator]();
  }

  async next(): Promise<void> {
    try {
      const result = await this.#iterator.next();
      this.current = result.done === true ? null : result.value;
    } catch {
      this.current = null;
    }
  }

  async end(): Promise<void> {
    await this.#iterator.return?.();
  }
}

/** Packets of a track. Counted beforehand, because the index is written in front of them. */
async function countPackets(track: InputTrack): Promise<number> {
  let count = 0;
  try {
    for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
      metadataOnly: true,
    }))
      if (packet.byteLength >= 0) count += 1;
  } catch {
    // Cut off here: what was counted is what can be read.
  }
  return count;
}

interface Described {
  readonly video: InputVideoTrack;
  readonly videoCodec: VideoCodec;
  readonly audio: InputAudioTrack | null;
}

async function describe(input: Input): Promise<Described> {
  try {
    const video = await input.getPrimaryVideoTrack();
    const videoCodec = await video?.getCodec();
    if (video && videoCodec) return { video, videoCodec, audio: await input.getPrimaryAudioTrack() };
  } catch (cause) {
    throw new ImpastoError('unreadable-video', 'The recording broke off before its first picture.', {
      cause,
    });
  }
  throw new ImpastoError('unreadable-video', 'The recording holds no picture.');
}

/** @returns end of the last packet, s, and the number of video packets. */
async function copy(
  { video, videoCodec, audio }: Described,
  target: TakeFile,
  mp4: boolean,
  onProgress: (progress: number) => void,
): Promise<{ readonly duration: number; readonly frames: number }> {
  const failures: unknown[] = [];
  const checkWritten = (): void => {
    if (failures.length > 0) throw failures[0];
  };
  const output = new Output({
    format: mp4 ? new Mp4OutputFormat({ fastStart: 'reserve' }) : new WebMOutputFormat(),
    target: target.target((error) => failures.push(error)),
  });
  const frames = await countPackets(video);
  const blocks = audio ? await countPackets(audio) : 0;
  if (frames === 0) {
    throw new ImpastoError('unreadable-video', 'The recording broke off before its first picture.');
  }
  const videoSource = new EncodedVideoPacketSource(videoCodec);
  output.addVideoTrack(videoSource, {
    rotation: await video.getRotation(),
    maximumPacketCount: frames,
  });
  const audioCodec = blocks > 0 ? await audio?.getCodec() : null;
  const audioSource = audioCodec ? new EncodedAudioPacketSource(audioCodec) : null;
  if (audioSource) output.addAudioTrack(audioSource, { maximumPacketCount: blocks });
  const videoPackets = new Packets(video);
  const audioPackets = audio && audioSource ? new Packets(audio) : null;
  try {
    await output.start();
    await Promise.all([videoPackets.next(), audioPackets?.next()]);
    const videoMeta = metaOf(await video.getDecoderConfig());
    const audioMeta = metaOf((await audio?.getDecoderConfig()) ?? null);
    let done = 0;
    let duration = 0;
    for (;;) {
      const picture = videoPackets.current;
      const sound = audioPackets?.current ?? null;
      if (!picture && !sound) break;
      checkWritten();
      if (picture && (!sound || picture.timestamp <= sound.timestamp)) {
        await videoSource.add(picture, videoMeta);
        await videoPackets.next();
        duration = Math.max(duration, picture.timestamp + picture.duration);
        done += 1;
        if (done % 30 === 0) onProgress(done / frames);
      } else if (sound && audioSource) {
        await audioSource.add(sound, audioMeta);
        await audioPackets?.next();
        duration = Math.max(duration, sound.timestamp + sound.duration);
      }
    }
    await output.finalize();
    checkWritten();
    return { duration, frames };
  } catch (error) {
    await output.cancel().catch(() => undefined);
    throw error;
  } finally {
    await Promise.all([videoPackets.end(), audioPackets?.end()]);
  }
}

function metaOf<C>(decoderConfig: C | null): { decoderConfig: C } | undefined {
  return decoderConfig ? { decoderConfig } : undefined;
}

/** Cuts off what was not written whole; players pass over it where it cannot be cut. */
async function cutTo(fileName: string, size: number): Promise<void> {
  const folder = await privateFolder(takesFolder);
  const handle = await openSync(await folder.getFileHandle(fileName));
  try {
    handle?.truncate(size);
  } finally {
    handle?.close();
  }
}

/**
 * Writes the seekable copy of `partName` and deletes the recording. Without room for the copy the recording itself,
 * cut to what is whole, becomes the take.
 * @param dropped frames lost while recording, for the result
 * @throws ImpastoError `unreadable-video` when nothing in it can be played; the recording is kept.
 */
export async function finishTake(
  partName: string,
  dropped: number,
  onProgress: (progress: number) => void = () => undefined,
): Promise<FinishedTake> {
  const mp4 = partName.endsWith('.mp4');
  const whole = await readTakeFile(partName);
  const part = mp4 ? whole.slice(0, await completeLength(whole)) : whole;
  const input = new Input({ source: new BlobSource(part), formats: [MP4, QTFF, WEBM, MATROSKA] });
  const fileName = finishedName(partName);
  let target: TakeFile | null = null;
  try {
    const tracks = await describe(input);
    const { video, audio } = tracks;
    const facts = {
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      mimeType: mp4 ? 'video/mp4' : 'video/webm',
      hasSound: audio !== null,
      dropped,
    };
    try {
      await removeTakeFile(fileName);
      target = await TakeFile.create(fileName, 'whole');
      const { duration, frames } = await copy(tracks, target, mp4, onProgress);
      await target.flush();
      const sizeBytes = target.size;
      target.close();
      await removeTakeFile(partName);
      return { ...facts, fileName, sizeBytes, duration, frames, seekable: true };
    } catch (error) {
      target?.close();
      await removeTakeFile(fileName);
      if (!isImpastoError(error, 'storage-full') && !isImpastoError(error, 'storage')) throw error;
      const duration = await video.computeDuration();
      const frames = await countPackets(video);
      await cutTo(partName, part.size).catch(() => undefined);
      return { ...facts, fileName: partName, sizeBytes: part.size, duration, frames, seekable: false };
    }
  } finally {
    target?.close();
    input.dispose();
  }
}
