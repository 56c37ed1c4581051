/** Runs an HQ still to its end, also when its worker is lost on the way. */
import { isImpastoError } from '../../shared/errors';
import type { HqClient, HqOutcome, HqRunOptions } from '../../workers/hq/hq.client';
import { memoryBudget } from './hq-memory';
import type { HqWorker } from './hq-worker';

/** How often a run that lost its worker is taken up again, each time with half the memory. */
const maxRestarts = 3;

/** How a run begins on a fresh worker. */
export type Begin = (client: HqClient, options: HqRunOptions) => Promise<HqOutcome>;

/**
 * @param signal cancels it
 * @param onLost the worker is gone; the run goes on from its kept state, at smaller scales if need be
 * @throws what the run throws; AbortError. A worker that is lost again and again: the reason it was lost for first.
 */
export async function runToEnd(
  worker: HqWorker,
  begin: Begin,
  options: HqRunOptions,
  signal: AbortSignal,
  onLost: () => void,
): Promise<HqOutcome> {
  let lost: unknown;
  for (let restart = 0; ; restart++) {
    try {
      const client = await worker.client(signal);
      if (restart === 0) return await begin(client, { ...options, signal });
      const memoryBytes = memoryBudget() / 2 ** restart;
      return await client.startSaved({ ...options, signal, memoryBytes });
    } catch (error) {
      // Nothing was kept to go on with: what counts is why the worker went.
      if (restart > 0 && isImpastoError(error, 'storage')) throw lost;
      if (!isImpastoError(error, 'engine-lost') || restart >= maxRestarts) throw error;
      lost = error;
      worker.drop();
      onLost();
    }
  }
}
