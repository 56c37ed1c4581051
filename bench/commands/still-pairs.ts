/**
 * `npm run bench:still-pairs [-- --pairs 12] [--size 256] [--columns standard,noise,vgg-19] [--sheet <file>]`: is an HQ
 * still better than the live picture it started from, and as good as the same optimiser's through VGG-19? Standard on
 * held-out pairs (each content with one style) of ../shared/data, on wasm, judged by VGG-19: from the live picture, from
 * noise, and from the live picture through VGG-19. A pair is good when both of ours are below the live picture's style
 * error. Prints the grid term of `losses.lattice` too. Ends with 1 when a pair or a mean misses its target.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { RgbaPicture } from '../../src/shared/picture';
import { startBackend } from '../../src/workers/networks/backend/tf-backend';
import { toFloatPicture } from '../../src/workers/hq/picture/float-picture';
import { ImageLoss } from '../../src/workers/hq/loss/image-loss';
import { lattice } from '../lib/lattice';
import { writeSheet } from '../lib/picture-sheet';
import { StillPainter } from '../lib/still-painter';
import { vgg19OrExit } from '../lib/vgg-judge';

const kinds = ['standard', 'noise', 'vgg-19'] as const;
type Kind = (typeof kinds)[number];

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '12' },
    size: { type: 'string', default: '256' },
    columns: { type: 'string', default: kinds.join(',') },
    sheet: { type: 'string' },
  },
});
const size = Number(values.size);
const square = { width: size, height: size };
const chosen = kinds.filter((kind) => values.columns.split(',').includes(kind));
const columns = ['live', ...chosen] as const;
const data = new URL('../../../shared/data/', import.meta.url);

await startBackend('wasm', { wasmThreads: false });
const vgg = vgg19OrExit();
const painter = new StillPainter();
const heldOut = readFileSync(new URL('VAL.tsv', data), 'utf8').trim().split(/\s+/);
const [contents, styles] = ['content/', 'style/'].map((kind) =>
  heldOut.filter((name) => name.startsWith(kind)).map((name) => fileURLToPath(new URL(name, data))),
) as [string[], string[]];

interface Scores {
  readonly style: number;
  readonly content: number;
  readonly lattice: number;
}
type Column = 'live' | Kind;

const pairs = Math.min(Number(values.pairs), contents.length);
const all: Record<Column, Scores[]> = { live: [], standard: [], noise: [], 'vgg-19': [] };
const rows: RgbaPicture[][] = [];
let failed = 0;
for (let i = 0; i < pairs; i++) {
  // Styles in another order than contents, so that not only neighbours of the lists meet.
  const pair = await painter.pair(contents[i] ?? '', styles[(i * 5 + 1) % styles.length] ?? '', square);
  const { content, style, live } = pair;
  const run = (kind: Kind): Promise<RgbaPicture> =>
    painter.still(pair, kind === 'vgg-19' ? vgg : painter.ours, 'standard', {
      longSide: size,
      start: kind === 'noise' ? 'noise' : 'picture',
    });
  const judge = await ImageLoss.create(
    vgg,
    toFloatPicture(content),
    { styles: [{ picture: toFloatPicture(style), weight: 1 }], amount: 1 },
    { content: 1, style: 1, tv: 0, pixel: 0, layers: [1, 1, 1, 1] },
  );
  const row: RgbaPicture[] = [content, style];
  const texts: string[] = [];
  for (const column of columns) {
    const picture = column === 'live' ? live : await run(column);
    const { losses } = await judge.evaluate(toFloatPicture(picture).data);
    const scores = {
      style: losses.style,
      content: losses.content,
      lattice: lattice(toFloatPicture(picture)),
    };
    all[column].push(scores);
    row.push(picture);
    texts.push(scoreText(column, scores));
  }
  judge.dispose();
  rows.push(row);
  const liveStyle = all.live.at(-1)?.style ?? 0;
  const good = [all.standard, all.noise].every((scores) => (scores[i]?.style ?? 0) < liveStyle);
  if (!good) failed++;
  console.log(`pair ${i}: ${texts.join('  ')}  ${good ? 'good' : 'FAILED'}`);
}

function scoreText(column: Column, { style, content, lattice: grid }: Scores): string {
  return `${column} ${style.toFixed(3)}/${content.toFixed(3)}/${grid.toFixed(4)}`;
}

function mean(column: Column): Scores {
  const of = (pick: (scores: Scores) => number): number =>
    all[column].reduce((sum, scores) => sum + pick(scores) / pairs, 0);
  return { style: of((s) => s.style), content: of((s) => s.content), lattice: of((s) => s.lattice) };
}

const means = columns.map((column) => scoreText(column, mean(column))).join('  ');
console.log(`mean of ${pairs} (style/content error by VGG-19/grid): ${means}`);
console.log(`${pairs - failed} of ${pairs} good`);
const [own, vggs] = [mean('standard'), mean('vgg-19')];
const targets: readonly (readonly [met: boolean, what: string])[] = [
  ...(chosen.includes('standard')
    ? ([
        [own.style <= 0.045, 'style error ≤ 0.045'],
        [own.content <= 0.62, 'content error ≤ 0.62'],
      ] as const)
    : []),
  ...(chosen.includes('standard') && chosen.includes('vgg-19')
    ? ([
        [own.style <= 1.5 * vggs.style, 'style error ≤ 1.5 times VGG-19’s'],
        [own.content <= 1.1 * vggs.content, 'content error ≤ 1.1 times VGG-19’s'],
        [own.lattice <= vggs.lattice, 'grid no higher than VGG-19’s'],
      ] as const)
    : []),
];
for (const [met, what] of targets) console.log(`${met ? 'met' : 'MISSED'}: ${what}`);

if (values.sheet !== undefined) await writeSheet(rows, size, values.sheet);
painter.dispose();
vgg.dispose();
process.exit(failed > 0 || targets.some(([met]) => !met) ? 1 : 0);
