/**
 * `npm run bench [-- --size 256] [--frames 15] [--json <file>]`: our transformer and Magenta's separable one on the
 * same backend (wasm, one thread, as Node runs it), frame by frame in turn, from RGBA in memory to floats in memory.
 * Only the ratio means something: machines are shared and noisy.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { modelFiles } from '../tests/support/golden';
import { startBackend } from '../src/workers/networks/tf-backend';
import { StyleNetworks } from '../src/workers/networks/style-networks';
import { styleCodeLength } from '../src/workers/engine.protocol';
import type { RgbaPicture } from '../src/shared/picture';
import { loadMagenta } from './peer-magenta';
import { figures, printTable, ratioOf, writeJson } from './report';
import type { Row } from './report';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '256' },
    frames: { type: 'string', default: '15' },
    json: { type: 'string' },
  },
});
const size = positive('size', values.size, 4);
const frames = positive('frames', values.frames, 1);

/** Frames run before any is timed. */
const WARM_UP = 3;

function positive(name: string, text: string, multipleOf: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value % multipleOf === 0) return value;
  console.error(`--${name} must be a positive multiple of ${multipleOf}, not "${text}".`);
  process.exit(2);
}

/** A picture of smooth colour and fine grain, the same in each run. */
function testPicture(side: number): RgbaPicture {
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  let state = 1;
  for (let i = 0; i < side * side; i++) {
    state = (state * 1664525 + 1013904223) % 4294967296;
    const grain = (state / 4294967296) * 40;
    data[i * 4] = ((i % side) * 200) / side + grain;
    data[i * 4 + 1] = (Math.floor(i / side) * 200) / side + grain;
    data[i * 4 + 2] = 100 + grain;
  }
  return { data, width: side, height: side };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

await startBackend('wasm');
const networks = new StyleNetworks(modelFiles());
const magenta = await loadMagenta();
if (!magenta) console.log('../shared/peers is not here: Magenta is skipped, and there is no ratio.');

const picture = testPicture(size);
const code = new Float32Array(styleCodeLength).map((_, index) => Math.sin(index));
const modulation = networks.transformer.modulation(code);
const times: Record<Row['network'], number[]> = { ours: [], 'magenta-separable': [] };
for (let frame = -WARM_UP; frame < frames; frame++) {
  const ours = await timed(() => networks.render(picture, modulation));
  const peer = magenta ? await timed(() => magenta.run(picture)) : null;
  if (frame < 0) continue;
  times.ours.push(ours);
  if (peer !== null) times['magenta-separable'].push(peer);
}
modulation.dispose();
networks.dispose();
magenta?.dispose();

const rows: Row[] = (['ours', 'magenta-separable'] as const)
  .filter((network) => times[network].length > 0)
  .map((network) => ({
    network,
    engine: 'tfjs',
    backend: 'wasm',
    width: size,
    height: size,
    ...figures(times[network]),
  }));
const report = {
  adapter: `wasm, 1 thread, ${cpus()[0]?.model ?? 'unknown processor'}`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  rows,
};
printTable(report);
const ratio = ratioOf(rows, size, size);
if (ratio !== null) console.log(`ours : magenta-separable = ${ratio.toFixed(3)}`);
if (values.json !== undefined) writeJson(values.json, report);
