/** Magenta's separable network on tfjs 4.22, in a worker of its own. */
import { ImpastoError } from '../../src/shared/errors';
import { cameraFrame } from '../browser/contestant';
import type { Contestant } from '../browser/contestant';
import type { PeerCalls } from '../browser/peer-host';
import { callsOver } from '../../tools/browser/port-calls';

export interface PeerFiles {
  /** tfjs graph model. */
  readonly graphModelUrl: string;
  /** Folder of the checkpoint in the format of tfjs 0.14. */
  readonly checkpointUrl: string;
  /** A style of Magenta's, 100 numbers. */
  readonly style: readonly number[];
}

export function magentaSeparable(
  backend: PeerCalls['open']['request']['backend'],
  files: PeerFiles,
): Contestant {
  return {
    network: 'magenta-separable',
    engine: 'tfjs',
    backend,
    async open(side) {
      const worker = new Worker(new URL('../browser/peer.worker.ts', import.meta.url), { type: 'module' });
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ bench: port2 }, [port2]);
      const bench = callsOver<PeerCalls>(port1);
      const close = (): void => {
        worker.terminate();
        bench.destroy();
      };
      worker.onerror = ({ message }) => bench.destroy(new ImpastoError('worker-lost', message));
      try {
        const { graphModelUrl, style } = files;
        const opened = await bench.call('open', { backend, side, modelUrl: graphModelUrl, style });
        return {
          ...opened,
          async prepare(picture, timestamp) {
            const frame = await cameraFrame(picture, timestamp);
            return async () => {
              await bench.call('frame', { frame }, [frame]);
            };
          },
          counts: () => bench.call('counts', {}),
          close,
        };
      } catch (error) {
        close();
        throw error;
      }
    },
  };
}
