/** A video file of any format that ffmpeg reads: its facts by ffprobe, its frames through a pipe. */
import { spawn } from 'node:child_process';
import { ImpastoError, messageOf } from '../../shared/errors';
import type { RgbaPicture, Size } from '../../shared/picture';
import { complaintOf, ended, ffprobe } from './ffmpeg';
import type { MovingPicture, SoundTrack } from './moving-picture';

/** As ffprobe describes a stream. */
interface Stream extends Partial<Record<'color_transfer', string>> {
  readonly codec_type: string;
  readonly codec_name?: string;
  readonly width?: number;
  readonly height?: number;
  readonly sample_aspect_ratio?: string;
  readonly disposition?: { readonly attached_pic?: number };
  readonly side_data_list?: readonly { readonly rotation?: number }[];
}

interface Facts {
  readonly streams?: readonly Stream[];
  readonly format?: { readonly start_time?: string; readonly duration?: string };
}

/** Light by absolute brightness (PQ) or for brighter screens (HLG), ITU-R BT.2100. */
const hdrTransfers = ['smpte2084', 'arib-std-b67'];

/** HDR to the range of ordinary pictures, white (203 cd/m², ITU-R BT.2408) staying white. */
const toneMap =
  'zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:param=0.6:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p,';

/** As shown: pixels square, turned as the file says. */
function shownSize({ width = 0, height = 0, sample_aspect_ratio = '', side_data_list = [] }: Stream): Size {
  const [across = 0, down = 0] = sample_aspect_ratio.split(':').map(Number);
  const wide = across > 0 && down > 0 ? Math.round((width * across) / down) : width;
  const turned = side_data_list.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  return turned ? { width: height, height: wide } : { width: wide, height };
}

/** What ffprobe complained about, as a sentence that says what to do. */
function unreadable(path: string, cause: unknown): ImpastoError {
  const { stderr = '' } = cause as { readonly stderr?: string };
  const complaint = stderr === '' ? messageOf(cause) : stderr.trim();
  if (/moov atom not found|partial file|truncat|end of file/i.test(complaint)) {
    const message = `${path} is damaged or incomplete: its end is missing. Copy it again from where it came from.`;
    return new ImpastoError('unreadable-video', message, { cause });
  }
  const [reason = ''] = complaint.split('\n').slice(-1);
  return new ImpastoError('unreadable-video', `${path} cannot be read as a video: ${reason}`, { cause });
}

/** When frames are shown, s: decoded, because a container's list has frames that are never shown (edit lists). */
async function frameTimes(input: readonly string[], start: number): Promise<number[]> {
  const { frames = [] } = (await ffprobe(
    ...['-select_streams', 'V:0', '-show_entries', 'frame=best_effort_timestamp_time', ...input],
  )) as { frames?: readonly { best_effort_timestamp_time?: string }[] };
  return frames.map(({ best_effort_timestamp_time: time }, index) =>
    time ? Number(time) - start : index / 25,
  );
}

/**
 * @param demuxer that ffmpeg is to use, where it cannot find out
 * @throws ImpastoError `unreadable-video`.
 */
export async function openVideoFile(path: string, demuxer?: string): Promise<MovingPicture> {
  const input = [...(demuxer ? ['-f', demuxer] : []), '-i', path];
  try {
    const { streams = [], format = {} } = (await ffprobe('-show_streams', '-show_format', ...input)) as Facts;
    const video = streams.find(
      ({ codec_type, disposition }) => codec_type === 'video' && disposition?.attached_pic !== 1,
    );
    const sound: SoundTrack[] = streams
      .filter(({ codec_type }) => codec_type === 'audio')
      .map(({ codec_name = '' }) => ({ codec: codec_name }));
    if (!video) throw new Error(sound.length > 0 ? 'it holds only sound' : 'it holds no picture');
    const start = Number(format.start_time ?? 0) || 0;
    const times = await frameTimes(input, start);
    const last = times.at(-1);
    if (last === undefined) throw new Error('end of file before the first picture');
    const { color_transfer: transfer = '' } = video;
    const filter = hdrTransfers.includes(transfer) ? toneMap : '';
    return {
      own: shownSize(video),
      times,
      duration: Math.max(Number(format.duration ?? 0) || 0, last),
      sound,
      frames: (size) => readFrames(path, input, filter, size),
      frameAt: async (time, size) => {
        for await (const frame of readFrames(path, ['-ss', String(time), ...input], filter, size, 1))
          return frame;
        return undefined;
      },
    };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** @param count of frames that are wanted; all by default */
async function* readFrames(
  path: string,
  input: readonly string[],
  filter: string,
  { width, height }: Size,
  count?: number,
): AsyncGenerator<RgbaPicture> {
  const some = count === undefined ? [] : ['-frames:v', String(count)];
  const child = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', ...input, '-map', '0:V:0', ...some, '-fps_mode', 'passthrough'],
      ...['-vf', `${filter}scale=${width}:${height}`, '-pix_fmt', 'rgba', '-f', 'rawvideo', '-'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const complaint = complaintOf(child);
  const finished = ended(child);
  const length = width * height * 4;
  let pending: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      pending.push(chunk);
      bytes += chunk.length;
      if (bytes < length) continue;
      const all = Buffer.concat(pending);
      let from = 0;
      for (; from + length <= all.length; from += length) {
        yield { data: new Uint8ClampedArray(all.subarray(from, from + length)), width, height };
      }
      pending = [all.subarray(from)];
      bytes = all.length - from;
    }
    if ((await finished) !== 0) throw new ImpastoError('unreadable-video', `${path}: ${complaint()}`);
  } finally {
    child.kill();
  }
}
