/**
 * Copies the packets of a recording's tracks, the picture and every sound, into a file that can be seeked in: none is
 * encoded again. Tracks end where the file breaks off.
 */
import {
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import type {
  AudioCodec,
  EncodedPacket,
  Input,
  InputAudioTrack,
  InputTrack,
  InputVideoTrack,
  VideoCodec,
} from 'mediabunny';
import { ImpastoError } from '../../../shared/errors';
import type { TakeFile } from './take-file';

interface Sound {
  readonly track: InputAudioTrack;
  readonly codec: AudioCodec;
}

/** The tracks of a recording that can be copied. */
export interface Tracks {
  readonly video: InputVideoTrack;
  readonly videoCodec: VideoCodec;
  readonly sounds: readonly Sound[];
}

/** @throws ImpastoError `unreadable-video` when there is no picture. */
export async function findTracks(input: Input): Promise<Tracks> {
  try {
    const video = await input.getPrimaryVideoTrack();
    const videoCodec = await video?.getCodec();
    if (video && videoCodec) {
      const sounds: Sound[] = [];
      for (const track of await input.getAudioTracks()) {
        const codec = await track.getCodec();
        if (codec) sounds.push({ track, codec });
      }
      return { video, videoCodec, sounds };
    }
  } catch (cause) {
    throw new ImpastoError('unreadable-video', 'The recording broke off before its first picture.', {
      cause,
    });
  }
  throw new ImpastoError('unreadable-video', 'The recording holds no picture.');
}

/** Packets of a track. Counted beforehand, because the index is written in front of them. */
export async function countPackets(track: InputTrack): Promise<number> {
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

/** A track's packets until its end, or until the file breaks off, and where they go. */
class Copying {
  readonly #iterator: AsyncIterator<EncodedPacket, void>;
  readonly #write: (packet: EncodedPacket) => Promise<void>;
  current: EncodedPacket | null = null;

  constructor(track: InputTrack, write: (packet: EncodedPacket) => Promise<void>) {
    this.#iterator = new EncodedPacketSink(track).packets()[Symbol.asyncIterator]();
    this.#write = write;
  }

  async next(): Promise<void> {
    try {
      const result = await this.#iterator.next();
      this.current = result.done === true ? null : result.value;
    } catch {
      this.current = null;
    }
  }

  /** Writes the current packet and goes on to the next. @returns the written packet's end, s */
  async write(packet: EncodedPacket): Promise<number> {
    await this.#write(packet);
    await this.next();
    return packet.timestamp + packet.duration;
  }

  async end(): Promise<void> {
    await this.#iterator.return?.();
  }
}

/** Language, name and use of a track, for the copy. */
async function labelsOf(track: InputTrack) {
  const name = await track.getName();
  return {
    languageCode: await track.getLanguageCode(),
    ...(name === null ? {} : { name }),
    disposition: await track.getDisposition(),
  };
}

async function addVideo(output: Output, { video, videoCodec }: Tracks, frames: number): Promise<Copying> {
  const source = new EncodedVideoPacketSource(videoCodec);
  output.addVideoTrack(source, { rotation: await video.getRotation(), maximumPacketCount: frames });
  const meta = metaOf(await video.getDecoderConfig());
  return new Copying(video, (packet) => source.add(packet, meta));
}

/** @returns null for a track without packets. */
async function addSound(output: Output, { track, codec }: Sound): Promise<Copying | null> {
  const packets = await countPackets(track);
  if (packets === 0) return null;
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source, { ...(await labelsOf(track)), maximumPacketCount: packets });
  const meta = metaOf(await track.getDecoderConfig());
  return new Copying(track, (packet) => source.add(packet, meta));
}

function metaOf<C>(decoderConfig: C | null): { decoderConfig: C } | undefined {
  return decoderConfig ? { decoderConfig } : undefined;
}

/** The track whose next packet is the earliest: a file is read in the order of time. */
function earliest(copyings: readonly Copying[]): Copying | null {
  let first: Copying | null = null;
  for (const copying of copyings) {
    if (copying.current && (!first?.current || copying.current.timestamp < first.current.timestamp))
      first = copying;
  }
  return first;
}

/**
 * @param onProgress share of the frames that are written, 0..1
 * @returns end of the last packet, s, and the number of video packets.
 * @throws ImpastoError `unreadable-video` (no frame), `storage`, `storage-full`.
 */
export async function copyTracks(
  tracks: Tracks,
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
  const frames = await countPackets(tracks.video);
  if (frames === 0) {
    throw new ImpastoError('unreadable-video', 'The recording broke off before its first picture.');
  }
  const video = await addVideo(output, tracks, frames);
  const copyings = [video];
  try {
    for (const sound of tracks.sounds) {
      const copying = await addSound(output, sound);
      if (copying) copyings.push(copying);
    }
    await output.start();
    await Promise.all(copyings.map((copying) => copying.next()));
    let done = 0;
    let duration = 0;
    for (let next = earliest(copyings); next?.current; next = earliest(copyings)) {
      checkWritten();
      duration = Math.max(duration, await next.write(next.current));
      if (next === video && ++done % 30 === 0) onProgress(done / frames);
    }
    await output.finalize();
    checkWritten();
    return { duration, frames };
  } catch (error) {
    await output.cancel().catch(() => undefined);
    throw error;
  } finally {
    await Promise.all(copyings.map((copying) => copying.end()));
  }
}
