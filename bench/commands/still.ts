/**
 * `npm run bench:still [-- --size 256] [--iterations 5]`: what an iteration of HQ still costs on our loss network and,
 * with the same optimiser on the same backend (wasm, one thread) and in turn with it, on VGG-19 to conv4_1; then how long
 * a run takes, judged by VGG-19, to get as good as the live network from noise and better than it from its own picture.
 * VGG-19 is read from ../shared/teachers; without it there is nothing to compare with.
 */

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { quantile } from '../../src/shared/quantile';
import { startBackend } from '../../src/workers/networks/backend/tf-backend';
import { Adam } from '../../src/workers/hq/optimiser/adam';
import type { FeatureNetwork } from '../../src/workers/hq/loss/feature-network';
import { toFloatPicture } from '../../src/workers/hq/picture/float-picture';
import { ImageLoss } from '../../src/workers/hq/loss/image-loss';
import { presets, stillSettings } from '../../src/workers/hq/settings';
import { HqRun } from '../../src/workers/hq/run/hq-run';
import type { RgbaPicture } from '../../src/shared/picture';
import { StillPainter } from '../lib/still-painter';
import { vgg19OrExit } from '../lib/vgg-judge';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '256' },
    iterations: { type: 'string', default: '5' },
  },
});

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`--${name} must be a whole number above 0, not "${text}".`);
  process.exit(2);
}

const size = positive('size', values.size);
const iterations = positive('iterations', values.iterations);
/** A run is judged after every so many iterations. */
const judgeEvery = 4;
const root = new URL('../../', import.meta.url);
const contentPath = fileURLToPath(new URL('tests/fixtures/scene.jpg', root));
const stylePath = fileURLToPath(new URL('public/styles/great-wave.jpg', root));

await startBackend('wasm', { wasmThreads: false });
const painter = new StillPainter();
const { ours } = painter;
const { content, style, live } = await painter.pair(contentPath, stylePath, { width: size, height: size });
const vgg = vgg19OrExit();
const { weights } = presets.standard;
const lossOn = (network: FeatureNetwork): Promise<ImageLoss> =>
  ImageLoss.create(
    network,
    toFloatPicture(content),
    { styles: [{ picture: toFloatPicture(style), weight: 1 }], amount: 1 },
    weights,
  );

// One iteration of each in turn: load on the machine hits both.
const contestants = [];
for (const network of [ours, vgg]) {
  const loss = await lossOn(network);
  const { stepSize, averaging } = presets.standard;
  const options = { stepSize, averaging, limits: [0, 1] } as const;
  const adam = new Adam(toFloatPicture(content).data, options);
  contestants.push({ name: network.name, loss, adam, times: [] as number[] });
}
for (let i = -1; i < iterations; i++) {
  for (const { loss, adam, times } of contestants) {
    const startedAt = performance.now();
    await adam.step((position) => loss.evaluate(position));
    if (i >= 0) times.push(performance.now() - startedAt);
  }
}
const [ownMs = NaN, vggMs = NaN] = contestants.map(({ times }) => quantile(times, 0.5));
console.log(`${size} × ${size}, wasm, 1 thread, median of ${iterations} iterations taken in turn`);
for (const { name, times } of contestants)
  console.log(`${name}: ${quantile(times, 0.5).toFixed(0)} ms an iteration`);
console.log(`impasto : vgg-19 = ${(ownMs / vggMs).toFixed(3)}`);

// Judged by VGG-19, outside of the time that counts.
const judge = contestants[1]?.loss;
if (!judge) throw new Error('no judge');
const styleError = async (picture: RgbaPicture): Promise<number> =>
  (await judge.evaluate(toFloatPicture(picture).data)).losses.style;
const liveError = await styleError(live);
console.log(`style error by VGG-19: live picture ${liveError.toFixed(4)}`);

/** Standard at one size, its pictures at that size with the time until then. */
async function timedRun(start: 'noise' | 'picture', stepSize: number, steps: number) {
  const settings = stillSettings('standard', {
    longSide: size,
    coarsestSide: size,
    firstIterations: steps,
    start,
    stepSize,
  });
  const job = { content, styles: [{ picture: style, weight: 1 }], settings, start: live };
  const run = new HqRun(ours, job);
  const pictures: { readonly seconds: number; readonly picture: RgbaPicture }[] = [];
  let ms = 0;
  await run.run((progress) => {
    ms += progress.ms;
    const picture = progress.iteration % judgeEvery === 0 ? run.picture() : undefined;
    if (picture) pictures.push({ seconds: ms / 1000, picture });
  });
  return pictures;
}

/** Noise has far to go: its steps are longer. */
for (const [start, stepSize, steps] of [
  ['noise', stillSettings('standard', { start: 'noise' }).stepSize, 120],
  ['picture', presets.standard.stepSize, 40],
] as const) {
  let reached: number | undefined;
  let best = { error: Infinity, seconds: 0 };
  for (const { seconds, picture } of await timedRun(start, stepSize, steps)) {
    const error = await styleError(picture);
    if (error < liveError) reached ??= seconds;
    if (error < best.error) best = { error, seconds };
  }
  const from = start === 'noise' ? 'from noise' : 'from the live picture';
  const when = reached === undefined ? 'not reached' : `reached after ${reached.toFixed(1)} s`;
  console.log(
    `${from}: the live picture’s error ${when}; best ${best.error.toFixed(4)} after ${best.seconds.toFixed(1)} s`,
  );
}
for (const { loss } of contestants) loss.dispose();
painter.dispose();
vgg.dispose();
