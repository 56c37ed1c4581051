/** Our engines, as the app runs them: the engine client with its worker. */
import { EngineClient } from '../../src/workers/engine/engine.client';
import { macsPerFrame } from '../../src/workers/networks/nets/transformer-macs';
import { noCounts } from '../../src/workers/engine/gpu/gpu-meter';
import type { Contest } from '../lib/report';
import { cameraFrame } from './contestant';
import type { Contestant, Running } from './contestant';
import type { EngineBenchCalls } from './engine-bench-host';
import { callsOver } from '../../tools/browser/port-calls';
import { timedLooks } from '../../tools/networks/timed-looks';
import { defaultRenderOptions } from '../../src/workers/networks/types';
import type { ModelFiles } from '../../src/workers/networks/types';

/** Our contestants, from the fastest to the slowest. */
export const ownContests = [
  { network: 'ours', engine: 'wgsl-streaming', backend: 'webgpu' },
  { network: 'ours', engine: 'wgsl-exact', backend: 'webgpu' },
  { network: 'ours', engine: 'tfjs', backend: 'webgpu' },
  { network: 'ours', engine: 'tfjs', backend: 'webgl' },
  { network: 'ours', engine: 'tfjs', backend: 'wasm' },
] as const satisfies readonly Contest[];

/** How webgl showed its frames before they stayed on the GPU, and still does where the canvas gives no context for it. */
export const readbackContest = {
  network: 'ours',
  engine: 'tfjs-readback',
  backend: 'webgl',
} as const satisfies Contest;

/** Two styles in one picture, to be held against one. */
export const twoStyleContests = [
  { network: 'ours', engine: 'wgsl-two-styles', backend: 'webgpu' },
  { network: 'ours', engine: 'tfjs-two-styles', backend: 'wasm' },
] as const satisfies readonly Contest[];

type OwnContest = (typeof ownContests)[number] | (typeof twoStyleContests)[number] | typeof readbackContest;

export function ownContestant(contest: OwnContest, models: ModelFiles): Contestant {
  return { ...contest, open: (side, signal) => open(contest, models, side, signal) };
}

async function open(
  { engine, backend }: OwnContest,
  models: ModelFiles,
  side: number,
  signal?: AbortSignal,
): Promise<Running> {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ bench: port2 }, [port2]);
  const bench = callsOver<EngineBenchCalls>(port1);
  const wanted = engine.startsWith('wgsl') ? 'wgsl' : 'tfjs';
  if (engine === 'tfjs-readback') await bench.call('readBack', {});
  const size = { width: side, height: side };
  const client = await EngineClient.create({
    canvas: new OffscreenCanvas(side, side),
    models,
    backend,
    engine: wanted,
    metered: true,
    warmUp: size,
    spawn: () => worker,
    ...(signal && { signal }),
  });
  const close = (): void => {
    client.destroy();
    bench.destroy();
  };
  if (client.info.engine !== wanted) {
    close();
    const refusal = client.info.tried.find((tried) => tried.engine === wanted);
    throw new Error(refusal?.reason ?? `${wanted} does not run here`);
  }
  client.setOptions({
    ...defaultRenderOptions,
    statistics: engine === 'wgsl-exact' ? 'exact' : 'streaming',
  });
  const look = engine.endsWith('two-styles') ? timedLooks.two : timedLooks.one;
  client.setLook(look);
  if ('second' in look) {
    // A still waits for the kernels of two styles; frames would show the look before meanwhile.
    const data = new Uint8ClampedArray(side * side * 4);
    await client.stylize({ data, ...size }, { ...size, mirror: false });
  }
  const { adapter, threads } = client.info;
  const processor = adapter ?? (threads === undefined ? undefined : `${threads} threads`);
  return {
    ...(processor !== undefined && { adapter: processor }),
    macs: macsPerFrame(size),
    async prepare(picture, timestamp) {
      const frame = await cameraFrame(picture, timestamp);
      return async () => {
        await client.present(frame, { ...size, mirror: false });
        // Our engine answers with a frame still in flight.
        await bench.call('drain', {});
      };
    },
    async counts() {
      if (backend === 'webgl') return bench.call('glCounts', {});
      return (await client.counters()) ?? noCounts;
    },
    close,
  };
}
