/** The race of the public page: our own engines on this device, and the report of it. */
import { ModelStore } from '../../src/pipeline/engine/model-store';
import { ownContestant, ownContests } from '../browser/own-contestant';
import { race } from '../browser/race';
import type { RaceProgress } from '../browser/race';
import { microastCost } from '../lib/reference-costs';
import { ratiosOf } from '../lib/report';
import type { Report } from '../lib/report';

/** @param side px @param frames timed frames of each engine @throws AbortError; ImpastoError when the networks do not load. */
export async function runPageBench(
  side: number,
  frames: number,
  onProgress: (progress: RaceProgress) => void,
  signal: AbortSignal,
): Promise<Report> {
  const models = await new ModelStore({ baseUrl: './models/' }).load({ signal });
  const contestants = ownContests.map((contest) => ownContestant(contest, models));
  const { rows, skipped, adapters } = await race(contestants, { side, frames, onProgress, signal });
  return {
    adapter: [...adapters, navigator.userAgent].join('; '),
    commit: import.meta.env['VITE_COMMIT'] as string,
    rows,
    references: [microastCost({ width: side, height: side })],
    skipped,
    ratios: ratiosOf(rows),
  };
}
