/**
 * Starts the engine worker of the built library. `build/library.ts` puts this file in the place of
 * `workers/engine/spawn-engine.ts`; the worker is built on its own and lies beside the entry as `engine-worker.js`. The call has
 * to stay exactly as it is: bundlers recognise workers by this form.
 */
export function spawnEngine(): Worker {
  return new Worker(new URL('./engine-worker.js', import.meta.url), { type: 'module', name: 'engine' });
}
