/**
 * `npm run bench:still-pairs [-- --pairs 12] [--size 256] [--sheet <file>]`: is an HQ still better than the live picture
 * it started from? Standard on held-out pairs (each content with one style) of ../shared/data, on wasm, judged by
 * VGG-19: style below the live picture's on every pair, content at most that of the same preset started from noise.
 * Ends with 1 when a pair fails.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { readPicture } from '../../src/cli/picture-files';
import type { RgbaPicture } from '../../src/shared/picture';
import { StyleNetworks, styleSize } from '../../src/workers/networks/nets/style-networks';
import { startBackend } from '../../src/workers/networks/backend/tf-backend';
import { toFloatPicture } from '../../src/workers/hq/picture/float-picture';
import { ImageLoss } from '../../src/workers/hq/loss/image-loss';
import { loadFeatureNetwork } from '../../src/workers/hq/loss/load-feature-network';
import { presets, stillSettings } from '../../src/workers/hq/settings';
import { StillRun } from '../../src/workers/hq/run/hq-run';
import { modelFiles, perceptualNetwork } from '../../tests/support/networks/golden';
import { vgg19OrExit } from '../lib/vgg-judge';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '12' },
    size: { type: 'string', default: '256' },
    sheet: { type: 'string' },
  },
});
const size = Number(values.size);
const square = { width: size, height: size };
const data = new URL('../../../shared/data/', import.meta.url);

await startBackend('wasm', { wasmThreads: false });
const vgg = vgg19OrExit();
const ours = loadFeatureNetwork(perceptualNetwork());
const networks = new StyleNetworks(modelFiles());
const heldOut = readFileSync(new URL('VAL.tsv', data), 'utf8').trim().split(/\s+/);
const [contents, styles] = ['content/', 'style/'].map((kind) =>
  heldOut.filter((name) => name.startsWith(kind)).map((name) => fileURLToPath(new URL(name, data))),
) as [string[], string[]];

type Scores = { readonly style: number; readonly content: number };

const columns = ['live', 'standard', 'noise'] as const;
const sums = { live: [0, 0], standard: [0, 0], noise: [0, 0] };
const rows: RgbaPicture[][] = [];
let failed = 0;
const pairs = Math.min(Number(values.pairs), contents.length);
for (let i = 0; i < pairs; i++) {
  const content = await readPicture(contents[i] ?? '', () => square);
  // Styles in another order than contents, so that not only neighbours of the lists meet.
  const stylePath = styles[(i * 5 + 1) % styles.length] ?? '';
  const style = await readPicture(stylePath, () => square);
  const code = await networks.encode(await readPicture(stylePath, styleSize));
  const live = await networks.stylize(content, { mix: [{ code, weight: 1 }], strength: 1 });
  const run = async (start: 'picture' | 'noise'): Promise<RgbaPicture> => {
    // The same losses for both: only the start differs.
    const { weights } = presets.standard;
    const settings = stillSettings('standard', { longSide: size, start, weights });
    const still = new StillRun(ours, {
      content,
      styles: [{ picture: style, weight: 1 }],
      settings,
      start: live,
    });
    await still.run(() => undefined);
    return still.picture() ?? content;
  };
  const pictures = { live, standard: await run('picture'), noise: await run('noise') };
  const judge = await ImageLoss.create(
    vgg,
    toFloatPicture(content),
    [{ picture: toFloatPicture(style), weight: 1 }],
    1,
    { content: 1, style: 1, tv: 0, pixel: 0, layers: [1, 1, 1, 1] },
  );
  const scores = {} as Record<(typeof columns)[number], Scores>;
  for (const column of columns) {
    const { losses } = await judge.evaluate(toFloatPicture(pictures[column]).data);
    scores[column] = losses;
    sums[column][0] = (sums[column][0] ?? 0) + losses.style / pairs;
    sums[column][1] = (sums[column][1] ?? 0) + losses.content / pairs;
  }
  judge.dispose();
  rows.push([content, style, ...columns.map((column) => pictures[column])]);
  const good = scores.standard.style < scores.live.style && scores.standard.content <= scores.noise.content;
  if (!good) failed++;
  const text = columns.map((c) => `${c} ${scores[c].style.toFixed(3)}/${scores[c].content.toFixed(3)}`);
  console.log(`pair ${i}: ${text.join('  ')}  ${good ? 'good' : 'FAILED'}`);
}
const means = columns.map((c) => `${c} ${sums[c].map((x) => x.toFixed(3)).join('/')}`);
console.log(`mean of ${pairs} (style/content error by VGG-19): ${means.join('  ')}`);
console.log(`${pairs - failed} of ${pairs} good`);

if (values.sheet !== undefined) {
  await sharp({ create: { width: 5 * size, height: pairs * size, channels: 3, background: '#000' } })
    .composite(
      rows.flatMap((row, y) =>
        row.map(({ data: pixels, width, height }, x) => ({
          input: Buffer.from(pixels),
          raw: { width, height, channels: 4 as const },
          left: x * size,
          top: y * size,
        })),
      ),
    )
    .jpeg({ quality: 88 })
    .toFile(values.sheet);
}
networks.dispose();
ours.dispose();
vgg.dispose();
process.exit(failed > 0 ? 1 : 0);
