/** Runs contestants frame by frame in turn, so that whatever else the machine does slows all of them alike. */
import { throwIfAborted } from '../../src/shared/async/abort';
import { messageOf } from '../../src/shared/errors';
import { countsPerFrame, figures } from '../lib/report';
import type { Row, Skipped } from '../lib/report';
import { testPicture } from '../lib/test-pictures';
import type { Contestant, Running } from './contestant';

export interface RaceOptions {
  /** Side of the pictures, px, a multiple of 4. */
  readonly side: number;
  /** Timed frames of each contestant. */
  readonly frames: number;
  readonly onProgress?: (progress: RaceProgress) => void;
  readonly signal?: AbortSignal;
}

export type RaceProgress =
  | { readonly step: 'opening'; readonly contestant: Contestant; readonly done: number; readonly of: number }
  | { readonly step: 'racing'; readonly done: number; readonly of: number };

export interface RaceResult {
  readonly rows: readonly Row[];
  readonly skipped: readonly Skipped[];
  /** Names of the processors that computed. */
  readonly adapters: readonly string[];
}

/** Frames of each contestant before any is timed: compiling, first allocations, statistics that settle. */
const warmUp = 3;
/** Pictures that the frames cycle through. */
const pictureCount = 8;
/** µs from one frame to the next, as from a camera of 30 fps. */
const frameUs = 33_333;

interface Entrant {
  readonly contestant: Contestant;
  readonly running: Running;
  readonly times: number[];
}

/** @throws AbortError. Contestants that cannot run, or fail on the way, are in `skipped`. */
export async function race(contestants: readonly Contestant[], options: RaceOptions): Promise<RaceResult> {
  const { side, frames, onProgress, signal } = options;
  const pictures = Array.from({ length: pictureCount }, (_, step) => {
    const { data, width, height } = testPicture(side, step);
    return new ImageData(data, width, height);
  });
  const skipped: Skipped[] = [];
  let entrants: Entrant[] = [];
  const skip = ({ network, engine, backend }: Contestant, error: unknown): void => {
    skipped.push({ network, engine, backend, reason: messageOf(error) });
  };
  let timestamp = 0;
  const timed = async (running: Running): Promise<number> => {
    throwIfAborted(signal);
    const index = (timestamp / frameUs) % pictureCount;
    const run = await running.prepare(pictures[index] ?? new ImageData(side, side), timestamp);
    const startedAt = performance.now();
    await run();
    return performance.now() - startedAt;
  };
  try {
    for (const [done, contestant] of contestants.entries()) {
      throwIfAborted(signal);
      onProgress?.({ step: 'opening', contestant, done, of: contestants.length });
      try {
        const running = await contestant.open(side, signal);
        entrants.push({ contestant, running, times: [] });
        for (let i = 0; i < warmUp; i++, timestamp += frameUs) await timed(running);
      } catch (error) {
        if (signal?.aborted === true) throw error;
        skip(contestant, error);
        entrants = without(entrants, contestant);
      }
    }
    const before = new Map(
      await Promise.all(
        entrants.map(async ({ contestant, running }) => [contestant, await running.counts()] as const),
      ),
    );
    for (let frame = 0; frame < frames; frame++, timestamp += frameUs) {
      onProgress?.({ step: 'racing', done: frame, of: frames });
      for (const { contestant, running, times } of [...entrants]) {
        try {
          times.push(await timed(running));
        } catch (error) {
          if (signal?.aborted === true) throw error;
          skip(contestant, error);
          entrants = without(entrants, contestant);
        }
      }
    }
    const rows: Row[] = [];
    for (const { contestant, running, times } of entrants) {
      const { network, engine, backend } = contestant;
      const counts = await running.counts();
      rows.push({
        network,
        engine,
        backend,
        runtime: 'browser',
        width: side,
        height: side,
        frames,
        ...figures(times),
        ...countsPerFrame(before.get(contestant) ?? counts, counts, frames),
        macs: running.macs,
      });
    }
    const adapters = [...new Set(entrants.flatMap(({ running }) => running.adapter ?? []))];
    return { rows, skipped, adapters };
  } finally {
    for (const { running } of entrants) running.close();
  }
}

function without(entrants: readonly Entrant[], contestant: Contestant): Entrant[] {
  entrants.find((entrant) => entrant.contestant === contestant)?.running.close();
  return entrants.filter((entrant) => entrant.contestant !== contestant);
}
