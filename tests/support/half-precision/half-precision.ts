/**
 * Runs the WGSL network in half precision on the golden pictures and leaves its errors in `globalThis.halfPrecision`:
 * the page that `tests/unit/workers/engine/half-precision.test.ts` opens in Firefox, whose WebGPU on lavapipe has `shader-f16`.
 */

import { openGpu } from '../../../src/workers/engine/gpu/gpu-device';
import { maxError } from '../networks/golden-tensors';
import { fetchGolden, fetchModels } from '../networks/network-files';
import { WgslNetwork } from '../networks/wgsl-network';

export type HalfPrecisionResult =
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'done';
      readonly adapter: string;
      readonly errors: readonly { readonly name: string; readonly error: number }[];
    };

async function measure(): Promise<HalfPrecisionResult> {
  const gpu = await openGpu(false);
  if (!gpu.device.features.has('shader-f16')) return { kind: 'unsupported', reason: 'no shader-f16 here' };
  const problems: string[] = [];
  gpu.device.addEventListener('uncapturederror', ({ error }) => problems.push(error.message));
  const models = await fetchModels();
  const golden = await fetchGolden();
  // γ and β of the golden style, norm after norm: [24, 64 × 13, 24 × 2] channels, twice each.
  const all = golden.floats('gamma_beta');
  const channels = [24, ...Array.from({ length: 13 }, () => 64), 24, 24];
  let at = 0;
  const gammaBeta = channels.map((count) => ({ values: all.slice(at, (at += 2 * count)) }));
  const errors = [];
  for (const variant of ['tiled', 'direct'] as const) {
    const network = await WgslNetwork.create(gpu, models.transformer, { precision: 'f16', variant });
    for (const key of ['a', 'b']) {
      const styled = await network.run(golden.picture(`content.${key}.rgb`), gammaBeta);
      errors.push({ name: `${variant} ${key}`, error: maxError(styled, golden.floats(`output.${key}`)) });
    }
    network.destroy();
  }
  if (problems[0] !== undefined) return { kind: 'failed', reason: problems[0] };
  const { vendor, architecture, description } = gpu.info;
  return { kind: 'done', adapter: `${vendor} ${architecture} ${description}`.trim(), errors };
}

measure().then(
  (result) => Object.assign(globalThis, { halfPrecision: result }),
  (error: unknown) =>
    Object.assign(globalThis, {
      halfPrecision: { kind: 'failed', reason: String(error) },
    }),
);
