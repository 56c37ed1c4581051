/** Work for an engine that may be lost and replaced meanwhile: it is done again with the next one. */
import { delay } from '../../shared/async/abort';
import { isImpastoError } from '../../shared/errors';
import type { EngineSupervisor, RunningEngine } from '../engine/engine-supervisor';

/** Tries to do one thing while engines are lost. */
const tries = 4;
/** An engine that was lost is back within this, ms, or not at all. */
const waitMs = 60_000;

export class EngineRetries {
  readonly #supervisor: Pick<EngineSupervisor, 'running'>;

  constructor(supervisor: Pick<EngineSupervisor, 'running'>) {
    this.#supervisor = supervisor;
  }

  /** The running engine, or the one that replaces it. @throws AbortError, Error when none comes back. */
  async engine(signal: AbortSignal): Promise<RunningEngine> {
    const until = performance.now() + waitMs;
    for (;;) {
      const engine = this.#supervisor.running;
      if (engine) return engine;
      if (performance.now() > until) throw new Error('The engine did not come back.');
      await delay(100, signal);
    }
  }

  /** @throws AbortError; what `work` throws when it is not about a lost engine, or engines are lost again and again. */
  async run<T>(signal: AbortSignal, work: (engine: RunningEngine) => Promise<T>): Promise<T> {
    for (let attempt = 1; ;) {
      const engine = await this.engine(signal);
      try {
        return await work(engine);
      } catch (error) {
        // A frame of the live picture may still be on its way when a conversion begins.
        if (isImpastoError(error, 'engine-busy')) await delay(5, signal);
        else {
          const lost = isImpastoError(error, 'engine-lost') || isImpastoError(error, 'destroyed');
          if (!lost || attempt >= tries) throw error;
          attempt += 1;
          await delay(200, signal);
        }
      }
    }
  }
}
