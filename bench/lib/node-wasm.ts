/**
 * The Node half of `npm run bench`: our transformer and Magenta's separable one on wasm, one thread as Node runs it,
 * frame by frame in turn, from RGBA in memory to floats in memory.
 */
import { cpus } from 'node:os';
import { StyleNetworks } from '../../src/workers/networks/nets/style-networks';
import { startBackend } from '../../src/workers/networks/backend/tf-backend';
import { macsPerFrame } from '../../src/workers/networks/nets/transformer-macs';
import { modelFiles } from '../../tools/networks/shipped-networks';
import { loadMagenta } from './peer-magenta';
import { noCounts } from '../../src/workers/engine/gpu/gpu-meter';
import { figures } from './report';
import type { Network, Row } from './report';
import { testPicture } from './test-pictures';
import { styleCodeLength } from '../../src/workers/networks/types';

/** Frames run before any is timed. */
const warmUp = 3;

export interface NodeResult {
  readonly rows: readonly Row[];
  readonly adapter: string;
  /** Multiply-accumulates of Magenta's network at a side, px; null where `../shared/peers` is not there. */
  readonly magentaMacs: ReadonlyMap<number, number> | null;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

/** @param side px @param alsoMacsAt another side that Magenta's cost is wanted at, px */
export async function raceInNode(side: number, frames: number, alsoMacsAt: number): Promise<NodeResult> {
  await startBackend('wasm');
  const networks = new StyleNetworks(modelFiles());
  const magenta = await loadMagenta();
  const picture = testPicture(side);
  const code = new Float32Array(styleCodeLength).map((_, index) => Math.sin(index));
  const modulation = networks.transformer.modulation(code);
  const times: Record<Network, number[]> = { ours: [], 'magenta-separable': [] };
  for (let frame = -warmUp; frame < frames; frame++) {
    const ours = await timed(() => networks.render(picture, modulation));
    const peer = magenta ? await timed(() => magenta.run(picture)) : null;
    if (frame < 0) continue;
    times.ours.push(ours);
    if (peer !== null) times['magenta-separable'].push(peer);
  }
  const magentaMacs =
    magenta &&
    new Map([
      [side, await magenta.macs(side)],
      [alsoMacsAt, await magenta.macs(alsoMacsAt)],
    ]);
  modulation.dispose();
  networks.dispose();
  magenta?.dispose();

  const row = (network: Network, macs: number): Row => ({
    network,
    engine: 'tfjs',
    backend: 'wasm',
    runtime: 'node',
    width: side,
    height: side,
    frames,
    ...figures(times[network]),
    ...noCounts,
    macs,
  });
  return {
    rows: [
      row('ours', macsPerFrame({ width: side, height: side })),
      ...(magentaMacs ? [row('magenta-separable', magentaMacs.get(side) ?? NaN)] : []),
    ],
    adapter: `wasm, 1 thread, ${cpus()[0]?.model ?? 'unknown processor'}`,
    magentaMacs,
  };
}
