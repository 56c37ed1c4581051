/** `npm run stylize --engine …` as a process: what paints with and without a GPU, and what is said about it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { maxError } from '../../support/networks/golden-tensors';

const folder = mkdtempSync(join(tmpdir(), 'impasto-engine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each starts processes of its own: on a busy machine that takes a minute, ms. */
const patienceMs = 240_000;

/** No driver at all: what a computer without a graphics card has. */
const withoutGpu = { VK_DRIVER_FILES: join(folder, 'none.json') };

/** Chromium's own Vulkan driver, SwiftShader: a GPU for Dawn on any machine that has Chromium. */
const swiftShader = '/usr/lib/chromium/vk_swiftshader_icd.json';

function stylize(
  engine: string,
  environment: NodeJS.ProcessEnv,
  name: string,
  options: readonly string[] = [],
): { status: number | null; lines: string[]; errors: string[]; out: string } {
  const out = join(folder, name);
  const pictures = ['--content', 'tests/fixtures/scene.jpg', '--style', 'tests/fixtures/artwork.png'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      'src/cli/stylize.ts',
      ...pictures,
      '--size',
      '48',
      '--out',
      out,
      '--engine',
      engine,
      ...options,
    ],
    { encoding: 'utf8', env: { ...process.env, ...environment } },
  );
  // Drivers have their say on stderr, too.
  const errors = stderr.split('\n').filter((line) => line.startsWith('stylize: '));
  return { status, lines: stdout.trim().split('\n'), errors, out };
}

describe('--engine', () => {
  it('auto paints on the processor where there is no GPU, and says why', { timeout: patienceMs }, () => {
    const { status, lines, errors, out } = stylize('auto', withoutGpu, 'auto.png');
    expect({ status, errors }).toEqual({ status: 0, errors: [] });
    expect(lines).toEqual([expect.stringMatching(/^Painting on the processor \(wasm\): .+\.$/), out]);
  });

  it('webgpu without a GPU is an error of one sentence', { timeout: patienceMs }, () => {
    const { status, errors, lines } = stylize('webgpu', withoutGpu, 'no.png');
    expect({ status, lines }).toEqual({ status: 2, lines: [''] });
    expect(errors).toEqual([expect.stringMatching(/WebGPU/)]);
  });

  it.skipIf(!existsSync(swiftShader))(
    'webgpu paints what wasm paints, one style and two',
    { timeout: 2 * patienceMs },
    async () => {
      const two = ['--style-b', 'public/styles/great-wave.jpg', '--mask', 'left', '--strength', '0.8'];
      for (const [name, options] of [
        ['one', []],
        ['two', two],
      ] as const) {
        const gpu = stylize('webgpu', { VK_DRIVER_FILES: swiftShader }, `${name}-gpu.png`, options);
        expect(gpu.errors).toEqual([]);
        expect(gpu.lines[0]).toMatch(/^Painting on the GPU \(WebGPU, single precision: .*SwiftShader.*\)\.$/);
        const wasm = stylize('wasm', {}, `${name}-wasm.png`, options);
        const [a, b] = await Promise.all([gpu, wasm].map(({ out }) => sharp(out).raw().toBuffer()));
        expect(maxError(a ?? [], b ?? [])).toBeLessThanOrEqual(2);
      }
    },
  );
});
