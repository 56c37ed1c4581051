/** Workers in memory that answer each call as the test says: with a result, with a failure, or never. */
import { FakeWorker } from './fake-worker';

export class ScriptedWorkers {
  /** All that were made, the newest last. */
  readonly all: FakeWorker[] = [];
  /** What calls are answered with, by name; null for the others. */
  readonly results: Record<string, unknown>;
  /** Codes of calls that fail. */
  readonly failing = new Map<string, string>();
  /** Calls that are never answered. */
  readonly silent = new Set<string>();

  constructor(results: Record<string, unknown>) {
    this.results = results;
  }

  readonly spawn = (): FakeWorker => {
    const worker = new FakeWorker();
    this.all.push(worker);
    worker.answer = ({ id, call }) => {
      const code = this.failing.get(call);
      if (this.silent.has(call)) return;
      if (code) worker.say({ kind: 'failed', id, error: { code, message: 'no' } });
      else worker.say({ kind: 'done', id, result: this.results[call] ?? null });
    };
    return worker;
  };

  /** True when the newest worker was sent `call`. */
  wasAsked(call: string): boolean {
    return this.all.at(-1)?.sent.some((sent) => sent.call === call) ?? false;
  }
}
