/**
 * The still that the HQ worker is at, from the moment it was ordered to its end. What is asked of it before there is a
 * run (the job goes to disk first) holds from the run's first step.
 */
import type { HqRun } from './hq-run';

export class ActiveRun {
  /** Resolves at its end, however it ended. */
  readonly ended: Promise<void>;
  /** Calls `ended`. */
  end: () => void = () => undefined;
  readonly #abort = new AbortController();
  #run: HqRun | null = null;
  #paused = false;
  #kept = false;

  constructor() {
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  /** Aborts when it is cancelled. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Null until it has begun. */
  get run(): HqRun | null {
    return this.#run;
  }

  /** The run is there, and has not begun. */
  begin(run: HqRun): void {
    this.#run = run;
    if (this.#paused) run.pause();
    if (this.#kept) run.keep();
  }

  pause(): void {
    this.#paused = true;
    this.#run?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#run?.resume();
  }

  keep(): void {
    this.#kept = true;
    this.#run?.keep();
  }

  cancel(): void {
    this.#abort.abort();
  }
}
