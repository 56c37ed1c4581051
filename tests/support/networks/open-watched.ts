/** An engine on WebGL whose worker counts what WebGL is asked for, and can lose its contexts. */
import { callsOver } from '../../../tools/browser/port-calls';
import type { WorkerCalls } from '../../../src/workers/rpc/worker-calls';
import type { ModelFiles } from '../../../src/workers/networks/types';
import { openEngine } from './open-engine';
import type { OpenEngine } from './open-engine';
import type { WatchCalls } from './watched-engine.worker';

export type WatchedEngine = OpenEngine & {
  readonly watch: WorkerCalls<WatchCalls, never>;
  /** Resolves with code and message when the engine is lost. */
  readonly lost: Promise<string>;
};

export async function openWatched(models: ModelFiles): Promise<WatchedEngine> {
  const worker = new Worker(new URL('./watched-engine.worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ watch: port2 }, [port2]);
  const opened = await openEngine({ models, backend: 'webgl', spawn: () => worker });
  const lost = new Promise<string>((resolve) =>
    opened.client.onLost((error) => resolve(`${error.code}: ${error.message}`)),
  );
  return { ...opened, watch: callsOver<WatchCalls>(port1), lost };
}
