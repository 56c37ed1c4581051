/** Which container and codecs a take gets in this browser: MP4 with H.264 where it can be encoded, else WebM. */
import {
  getFirstEncodableAudioCodec,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Quality,
  WebMOutputFormat,
} from 'mediabunny';
import type { AudioCodec, OutputFormat, VideoCodec } from 'mediabunny';
import { ImpastoError } from '../../../shared/errors';
import type { Size } from '../../../shared/picture';

/** Bits a second of sound. */
export const soundBitrate = 160_000;

export interface TakeFormat {
  readonly container: 'mp4' | 'webm';
  readonly video: VideoCodec;
  /** Null when this browser can encode none that fits. */
  readonly audio: AudioCodec | null;
}

/**
 * @param size px, even
 * @param bitrate bits a second of the picture
 * @param sound what the microphone gives, or null for a silent take
 * @throws ImpastoError `unsupported` when no video codec can be encoded.
 */
export async function chooseFormat(
  size: Size,
  bitrate: number,
  sound: { readonly sampleRate: number; readonly channels: number } | null,
): Promise<TakeFormat> {
  const picture = { ...size, quality: new Quality({ bitrate }), latencyMode: 'realtime' as const };
  const audio = (codecs: AudioCodec[]): Promise<AudioCodec | null> =>
    sound
      ? getFirstEncodableAudioCodec(codecs, {
          numberOfChannels: sound.channels,
          sampleRate: sound.sampleRate,
          quality: new Quality({ bitrate: soundBitrate }),
        })
      : Promise.resolve(null);
  const avc = await getFirstEncodableVideoCodec(['avc'], picture);
  if (avc) return { container: 'mp4', video: avc, audio: await audio(['aac', 'opus']) };
  const open = await getFirstEncodableVideoCodec(['vp9', 'vp8', 'av1'], picture);
  if (!open) throw new ImpastoError('unsupported', 'This browser cannot encode video.');
  return { container: 'webm', video: open, audio: await audio(['opus']) };
}

/** A file that grows in pieces of at most about half a second, each playable: what a killed tab leaves behind. */
export function growingFormat({ container }: TakeFormat): OutputFormat {
  return container === 'mp4'
    ? new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: 0.3 })
    : new WebMOutputFormat({ appendOnly: true, minimumClusterDuration: 0.3 });
}
