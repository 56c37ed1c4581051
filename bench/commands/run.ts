/**
 * `npm run bench [-- --size 256] [--gpu-size 64] [--frames 15] [--backend webgl] [--json <file>] [--no-browser]`:
 * our engines and the peers on the same pictures, frame by frame in turn. First in Node on wasm (one thread, `--size`), then in a headless
 * Chromium on WebGPU, WebGL and wasm (`--gpu-size`: without a GPU, SwiftShader needs seconds for a frame), on one of them with `--backend`. Only ratios
 * within a run mean something: machines are shared and noisy.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { browserMissing, raceInBrowser } from '../lib/drive-browser';
import { raceInNode } from '../lib/node-wasm';
import { printReport, writeJson, writePlot } from '../lib/print-report';
import { microastCost } from '../lib/reference-costs';
import { ratiosOf } from '../lib/report';
import type { Report } from '../lib/report';

/** Side of the browser's pictures unless told, px; smaller when `--size` is. */
const gpuPictureSize = 64;

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '256' },
    'gpu-size': { type: 'string' },
    frames: { type: 'string', default: '15' },
    json: { type: 'string' },
    backend: { type: 'string' },
    'no-browser': { type: 'boolean', default: false },
  },
});
const size = positive('size', values.size, 4);
const gpuSize = positive('gpu-size', values['gpu-size'] ?? String(Math.min(size, gpuPictureSize)), 4);
const frames = positive('frames', values.frames, 1);

function positive(name: string, text: string, multipleOf: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value % multipleOf === 0) return value;
  console.error(`--${name} must be a positive multiple of ${multipleOf}, not "${text}".`);
  process.exit(2);
}

const node = await raceInNode(size, frames, gpuSize);
if (!node.magentaMacs) console.log('../shared/peers is not here: Magenta is skipped.');

const missing = values['no-browser'] ? '--no-browser was given' : browserMissing();
if (missing !== undefined) console.log(`Only Node was measured: ${missing}.`);
const browser =
  missing === undefined
    ? await raceInBrowser(
        gpuSize,
        frames,
        values.backend ?? null,
        node.magentaMacs?.get(gpuSize) ?? null,
        (line) => console.log(`  ${line}`),
      )
    : { rows: [], skipped: [], adapters: [] };

const rows = [...node.rows, ...browser.rows];
const sizes = [...new Set(rows.map(({ width }) => width))];
const report: Report = {
  adapter: [node.adapter, ...browser.adapters].join('; '),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  rows,
  references: sizes.map((side) => microastCost({ width: side, height: side })),
  skipped: browser.skipped,
  ratios: ratiosOf(rows),
};
printReport(report);
console.log(`plot: ${writePlot(report)}`);
if (values.json !== undefined) writeJson(values.json, report);
