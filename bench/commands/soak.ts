/**
 * `npm run soak [-- --wasm 10000] [--webgpu 2000] [--side 96] [--samples 20]`: the app for so many frames on each
 * backend (0 leaves one out), with style changes, flips and resizes, and the figures that must stay flat: JavaScript
 * heap, tensors, GPU buffers. Exits 1 when one of them grows. Needs Chromium.
 */
import { parseArgs } from 'node:util';
import { soak } from '../soak/drive-soak';
import type { Sample, SoakPlan } from '../soak/drive-soak';
import { growthOf } from '../soak/growth';

const { values } = parseArgs({
  options: {
    wasm: { type: 'string', default: '10000' },
    webgpu: { type: 'string', default: '2000' },
    side: { type: 'string', default: '96' },
    samples: { type: 'string', default: '20' },
  },
});

function count(name: keyof typeof values): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 0) return value;
  console.error(`--${name} must be a whole number, not "${values[name]}".`);
  process.exit(2);
}

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

function line({ frames, pageHeap, workerMemory, tensors, tensorBytes, buffers, textures }: Sample): string {
  return [
    `frame ${String(frames).padStart(6)}`,
    `page heap ${mega(pageHeap)}`,
    `workers ${mega(workerMemory)}`,
    `tensors ${tensors} (${mega(tensorBytes)})`,
    `GPU buffers ${buffers}, textures ${textures}`,
  ].join('  ');
}

let flat = true;
for (const backend of ['wasm', 'webgpu'] as const) {
  const plan: SoakPlan = { backend, frames: count(backend), side: count('side'), samples: count('samples') };
  if (plan.frames === 0) continue;
  console.log(`\n${backend}: ${plan.frames} frames of ${plan.side} × ${plan.side} px`);
  const startedAt = Date.now();
  const samples = await soak(plan, (taken) => console.log(`  ${line(taken)}`));
  console.log(`  took ${Math.round((Date.now() - startedAt) / 1000)} s`);
  for (const { what, text, grows } of growthOf(samples)) {
    console.log(`  ${what}: ${text}${grows ? '  GROWS' : ''}`);
    if (grows) flat = false;
  }
}
console.log(flat ? '\nflat' : '\nnot flat');
process.exit(flat ? 0 : 1);
