/**
 * `npm run bench:still-sheet [-- --size 512] [--columns live,quick,standard,max,vgg-19] [--content a.jpg,b.jpg]
 * [--style c.jpg,d.jpg] [--out <file>]`: contact sheet of HQ stills to be looked at. Each row: content, artwork, the live
 * picture, and the presets from it (`vgg-19` is Standard through VGG-19). Presets run at their own long side, at most
 * `--size`, and are shown at `--size`. Without `--content` the fixture's scene in three styles of the gallery.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { RgbaPicture } from '../../src/shared/picture';
import { presetNames, presets } from '../../src/workers/hq/settings';
import { startBackend } from '../../src/workers/networks/backend/tf-backend';
import { writeSheet } from '../lib/picture-sheet';
import { StillPainter } from '../lib/still-painter';
import { vgg19OrExit } from '../lib/vgg-judge';

const kinds = ['live', ...presetNames, 'vgg-19'] as const;
const inRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const gallery = ['great-wave', 'village-street-in-auvers', 'composition-viii'];

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '512' },
    columns: { type: 'string', default: kinds.join(',') },
    content: { type: 'string', default: inRoot('tests/fixtures/scene.jpg') },
    style: { type: 'string', default: gallery.map((id) => inRoot(`public/styles/${id}.jpg`)).join(',') },
    out: { type: 'string', default: inRoot('bench/results/stills.jpg') },
  },
});
const size = Number(values.size);
const [contents, styles] = [values.content.split(','), values.style.split(',')];
const columns = kinds.filter((kind) => values.columns.split(',').includes(kind));

await startBackend('wasm', { wasmThreads: false });
const painter = new StillPainter();
const vgg = columns.includes('vgg-19') ? vgg19OrExit() : null;
const rows: RgbaPicture[][] = [];
for (let i = 0; i < Math.max(contents.length, styles.length); i++) {
  const content = contents[i % contents.length] ?? '';
  const style = styles[i % styles.length] ?? '';
  const pair = await painter.pair(content, style, { width: size, height: size });
  const row = [pair.content, pair.style];
  for (const column of columns) {
    const startedAt = performance.now();
    if (column === 'live') {
      row.push(pair.live);
      continue;
    }
    const preset = column === 'vgg-19' ? 'standard' : column;
    const network = column === 'vgg-19' && vgg ? vgg : painter.ours;
    const longSide = Math.min(size, presets[preset].longSide);
    row.push(await painter.still(pair, network, preset, { longSide }));
    console.log(`row ${i + 1}, ${column}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  }
  rows.push(row);
}
mkdirSync(dirname(values.out), { recursive: true });
await writeSheet(rows, size, values.out);
console.log(values.out);
painter.dispose();
vgg?.dispose();
