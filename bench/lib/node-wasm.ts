/**
 * The Node half of `npm run bench`: our transformer, with one style and with two, and Magenta's separable one on wasm, one
 * thread as Node runs it, frame by frame in turn, from RGBA in memory to floats in memory.
 */
import { cpus } from 'node:os';
import { StyleNetworks } from '../../src/workers/networks/nets/style-networks';
import { startBackend } from '../../src/workers/networks/backend/tf-backend';
import { macsPerFrame } from '../../src/workers/networks/nets/transformer-macs';
import { modelFiles } from '../../tools/networks/shipped-networks';
import { loadMagenta } from './peer-magenta';
import { noCounts } from '../../src/workers/engine/gpu/gpu-meter';
import { figures } from './report';
import type { Row } from './report';
import { testPicture } from './test-pictures';
import { timedLooks } from '../../tools/networks/timed-looks';
import type { StyleCode } from '../../src/workers/networks/types';

/** Frames run before any is timed. */
const warmUp = 3;

const contests = {
  one: { network: 'ours', engine: 'tfjs' },
  two: { network: 'ours', engine: 'tfjs-two-styles' },
  magenta: { network: 'magenta-separable', engine: 'tfjs' },
} as const satisfies Record<string, Pick<Row, 'network' | 'engine'>>;
type Contestant = keyof typeof contests;

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
  const noContent = (): Promise<StyleCode> => Promise.reject(new Error('full strength needs no content'));
  const one = await networks.modulationFor(timedLooks.one, picture, noContent);
  const two = await networks.modulationFor(timedLooks.two, picture, noContent);
  const times: Record<Contestant, number[]> = { one: [], two: [], magenta: [] };
  for (let frame = -warmUp; frame < frames; frame++) {
    const single = await timed(() => networks.render(picture, one));
    const double = await timed(() => networks.render(picture, two));
    const peer = magenta ? await timed(() => magenta.run(picture)) : null;
    if (frame < 0) continue;
    times.one.push(single);
    times.two.push(double);
    if (peer !== null) times.magenta.push(peer);
  }
  const magentaMacs =
    magenta &&
    new Map([
      [side, await magenta.macs(side)],
      [alsoMacsAt, await magenta.macs(alsoMacsAt)],
    ]);
  one.dispose();
  two.dispose();
  networks.dispose();
  magenta?.dispose();

  const row = (of: Contestant, macs: number): Row => ({
    ...contests[of],
    backend: 'wasm',
    runtime: 'node',
    width: side,
    height: side,
    frames,
    ...figures(times[of]),
    ...noCounts,
    macs,
  });
  return {
    rows: [
      row('one', macsPerFrame({ width: side, height: side })),
      row('two', macsPerFrame({ width: side, height: side })),
      ...(magentaMacs ? [row('magenta', magentaMacs.get(side) ?? NaN)] : []),
    ],
    adapter: `wasm, 1 thread, ${cpus()[0]?.model ?? 'unknown processor'}`,
    magentaMacs,
  };
}
