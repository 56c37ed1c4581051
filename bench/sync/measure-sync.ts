/** Sound against picture in a recorded file, as far as the recording is to blame. Needs ffmpeg and ffprobe. */
import { execFileSync } from 'node:child_process';
import { frameColours, probe } from '../../tools/media/probe';
import { edgesOf, roughShift, shiftsOf } from './edges';
import type { Level } from './edges';
import { fitLine } from './line-fit';
import type { LineFit, Point } from './line-fit';
import type { Reading, SourceReadings } from './source-probe';

export interface Sync {
  readonly flashes: number;
  readonly beeps: number;
  /** How much later than it happened each is in the file, against the time in the file, s. */
  readonly picture: LineFit;
  readonly sound: LineFit;
  /** How the picture moves against the sound, and the standard error of that, s a s. */
  readonly drift: number;
  readonly driftError: number;
}

/** Left half of each frame against the right one. */
function pictureOf(file: string): readonly Level[] {
  const { times } = probe(file);
  const half = (x: string): number[] => frameColours(file, `iw/2:ih:${x}:0`).map(([, green]) => green);
  const [left, right] = [half('0'), half('iw/2')];
  return times.map((time, index) => ({ time, level: (left[index] ?? 0) - (right[index] ?? 0) }));
}

/** Loudest sample of each 5 ms. */
function soundOf(file: string): readonly Level[] {
  const rate = 8000;
  const args = ['-v', 'error', '-i', file, '-ac', '1', '-ar', String(rate), '-f', 'f32le', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 2 ** 30 });
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const block = rate / 200;
  return Array.from({ length: Math.floor(samples.length / block) }, (_block, index) => ({
    time: ((index + 0.5) * block) / rate,
    level: Math.max(...samples.subarray(index * block, (index + 1) * block).map(Math.abs)),
  }));
}

/** Times since 1970, s: what arrived soonest after its capture was hardly delayed. */
function onTheClock(readings: readonly Reading[]): readonly Level[] {
  const zero = readings.reduce(
    (least, { arrivedAt, timestamp }) => Math.min(least, arrivedAt - timestamp),
    Infinity,
  );
  return readings.map(({ timestamp, level }) => ({ time: (zero + timestamp) / 1e6, level }));
}

/** A turn further off than this, s, is another one. */
const tolerance = 0.35;

/** @param startedAt when the take began, s since 1970, within three seconds */
export function measureSync(file: string, source: SourceReadings, startedAt: number): Sync {
  const [flashes, beeps] = [edgesOf(pictureOf(file)), edgesOf(soundOf(file))];
  const [given, played] = [edgesOf(onTheClock(source.picture)), edgesOf(onTheClock(source.sound))];
  const around = roughShift(flashes, given, -startedAt, 3);
  const shown = shiftsOf(flashes, given, around, tolerance);
  const heard = shiftsOf(beeps, played, around, tolerance);
  // Seconds since 1970 are too large for sums of squares.
  const near = (points: readonly Point[]): readonly Point[] => points.map(([x, y]) => [x, y - around]);
  const [picture, sound] = [fitLine(near(shown)), fitLine(near(heard))];
  return {
    flashes: shown.length,
    beeps: heard.length,
    picture,
    sound,
    drift: picture.slope - sound.slope,
    driftError: Math.hypot(picture.slopeError, sound.slopeError),
  };
}
