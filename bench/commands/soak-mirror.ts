/**
 * `npm run soak:mirror [-- --hours 24]` (after `npm run build`): mirror mode in fast motion. A day of it is as many changes
 * of style as a day has at 20 s each; camera and engine are lost again and again. Exits 1 when heap, processes, elements
 * or listeners grow, or when the styles stand still. Needs Chromium on Linux.
 */
import { parseArgs } from 'node:util';
import { soakMirror } from '../soak/drive-mirror';
import { grows } from '../soak/mirror-growth';

const { values } = parseArgs({ options: { hours: { type: 'string', default: '24' } } });
const hours = Number(values.hours);
if (!(hours > 0)) {
  console.error(`--hours must be a number above 0, not "${values.hours}".`);
  process.exit(2);
}
const secondsEach = 20;
const changes = Math.ceil((hours * 3600) / secondsEach);
const startedAt = Date.now();
const samples = await soakMirror(
  { changes, seconds: 0.2, cameraLostEvery: 50, engineLostEvery: 150, samples: 24 },
  (sample) =>
    console.log(
      [
        `${((sample.changes * secondsEach) / 3600).toFixed(1)} h: ${sample.changes} changes, ${sample.frames} frames`,
        `camera lost ${sample.camerasLost}, engine ${sample.enginesLost} times`,
        `page heap ${(sample.pageHeap / 1e6).toFixed(2)} MB, processes ${Math.round(sample.processes / 1e6)} MB, ${sample.nodes} nodes, ${sample.listeners} listeners`,
      ].join('; '),
    ),
);
console.log(`took ${Math.round((Date.now() - startedAt) / 1000)} s`);
const growing = grows(samples);
console.log(growing.length === 0 ? 'level' : `GROWS: ${growing.join(', ')}`);
process.exit(growing.length === 0 ? 0 : 1);
