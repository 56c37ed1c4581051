/** Reads video files back with ffprobe and ffmpeg, the judges from outside. Node only. */
import { execFileSync, spawnSync } from 'node:child_process';

/** Why the tests that need them are skipped, or false. */
export const withoutFfmpeg =
  spawnSync('ffprobe', ['-version']).status !== 0 && 'ffprobe is not installed: apt-get install ffmpeg';

/** Runs ffmpeg, in place of a file that is there. @throws Error when it fails */
export function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-y', '-v', 'error', ...args]);
}

export interface Probe {
  /** s */
  readonly duration: number;
  readonly video: { readonly codec: string; readonly width: number; readonly height: number };
  readonly audio: { readonly codec: string; readonly duration: number } | null;
  /** Presentation times of the frames, s, sorted. */
  readonly times: readonly number[];
}

interface Raw {
  readonly format: { readonly duration: string };
  readonly streams: readonly {
    readonly codec_type: string;
    readonly codec_name: string;
    readonly width?: number;
    readonly height?: number;
    readonly duration?: string;
  }[];
  readonly packets: readonly { readonly codec_type: string; readonly pts_time: string }[];
}

export function probe(file: string): Probe {
  const args = ['-v', 'error', '-show_streams', '-show_format', '-show_packets', '-of', 'json', file];
  const raw = JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8', maxBuffer: 2 ** 28 })) as Raw;
  const video = raw.streams.find(({ codec_type }) => codec_type === 'video');
  const audio = raw.streams.find(({ codec_type }) => codec_type === 'audio');
  if (!video) throw new Error(`${file} holds no picture`);
  return {
    duration: Number(raw.format.duration),
    video: { codec: video.codec_name, width: video.width ?? 0, height: video.height ?? 0 },
    audio: audio
      ? { codec: audio.codec_name, duration: Number(audio.duration ?? raw.format.duration) }
      : null,
    times: raw.packets
      .filter(({ codec_type }) => codec_type === 'video')
      .map(({ pts_time }) => Number(pts_time))
      .sort((a, b) => a - b),
  };
}

/**
 * Mean red, green and blue of a part of each frame, 0..255, in order.
 * @param crop ffmpeg's `width:height:x:y`, px
 */
export function frameColours(file: string, crop: string): [number, number, number][] {
  // One pixel a frame, each the mean of all (`area`), at its own time.
  const filter = `crop=${crop},format=gbrp,scale=1:1:flags=area,format=rgb24`;
  const args = ['-v', 'error', '-i', file, '-vf', filter, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'ignore'] });
  return Array.from({ length: bytes.length / 3 }, (_frame, index) => {
    const [r = 0, g = 0, b = 0] = bytes.subarray(index * 3, index * 3 + 3);
    return [r, g, b];
  });
}

/** Decodes everything; what ffmpeg complains about, or the empty string. */
export function decodeErrors(file: string): string {
  const { stderr } = spawnSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-'], {
    encoding: 'utf8',
  });
  // What the null output says of frames nearer to each other than its own clock ticks is not about the file.
  return stderr
    .split('\n')
    .filter((line) => !line.startsWith('[null @') && !/^\s*(Last message repeated \d+ times)?$/.test(line))
    .join('\n');
}

/** Types of an MP4's top-level boxes, in order: `moov` before `mdat` is what can be sought while it loads. */
export function topBoxes(bytes: Buffer): string[] {
  const types: string[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const short = bytes.readUInt32BE(at);
    types.push(bytes.toString('latin1', at + 4, at + 8));
    const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    if (size < 8) break;
    at += size;
  }
  return types;
}
