/**
 * Starts the app's engine worker. A file of its own, because the library's build puts `library/spawn-engine.ts` in its
 * place: there the worker is a finished file beside the entry.
 */
export function spawnEngine(): Worker {
  return new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' });
}
