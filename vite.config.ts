import { execFileSync } from 'node:child_process';
import { defineConfig } from 'vite';
import { playwright } from '@vitest/browser-playwright';
import type { ViteUserConfig } from 'vitest/config';
import { hosting } from './build/hosting-plugin.ts';
import { keepScriptDir } from './build/keep-script-dir.ts';
import { pwa } from './build/pwa-plugin.ts';
import { chromiumFlags, chromiumPath } from './tools/browser/chromium.ts';

/** Cross-origin isolation: the threaded wasm backend needs SharedArrayBuffer. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What records in real time, or has a software rasteriser compile so long that others give up: never beside another test. */
const timed = [
  'tests/browser/workers/record/record.test.ts',
  'tests/browser/pipeline/takes/cut-off.test.ts',
  'tests/browser/pipeline/takes/stream-take.test.ts',
  'tests/browser/workers/engine/wgsl-engine.test.ts',
];

/** A busy machine may take seconds for what is a moment's work: whoever waits for something, waits this long, ms. */
const patience = { poll: { timeout: 20_000 } };

/** Made anew for each project: vitest writes its name into it. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: { executablePath: chromiumPath(), args: chromiumFlags } }),
  instances: [{ browser: 'chromium' as const }],
});

const test: ViteUserConfig['test'] = {
  projects: [
    {
      extends: true,
      test: {
        name: 'unit',
        environment: 'node',
        include: ['tests/unit/**/*.test.ts'],
        testTimeout: 60_000,
        maxWorkers: 2,
      },
    },
    {
      extends: true,
      test: {
        name: 'browser',
        include: ['tests/browser/**/*.test.ts'],
        exclude: timed,
        testTimeout: 240_000,
        hookTimeout: 120_000,
        expect: patience,
        // Half of the time one page waits: two take three quarters of the time on two cores.
        maxWorkers: 2,
        browser: browser(),
      },
    },
    {
      extends: true,
      test: {
        name: 'browser-timed',
        include: timed,
        testTimeout: 240_000,
        hookTimeout: 120_000,
        expect: patience,
        maxWorkers: 1,
        sequence: { groupOrder: 1 },
        browser: browser(),
      },
    },
  ],
};

/** `npm run bench` builds its headless page, with the peers in it; the site has the app and the public benchmark. */
const pages = (mode: string): string[] =>
  mode === 'bench' ? ['bench/headless/index.html'] : ['index.html', 'bench.html'];

/** Commit that is built, for the benchmark's reports; `unknown` outside a git checkout. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: process.env['VITEST'] || mode === 'bench' ? [] : [pwa(), hosting()],
  define: { 'import.meta.env.VITE_COMMIT': JSON.stringify(commit()) },
  build: {
    target: 'es2022',
    sourcemap: true,
    chunkSizeWarningLimit: 1500,
    manifest: true,
    rolldownOptions: { input: pages(mode) },
  },
  worker: { format: 'es', plugins: () => [keepScriptDir()] },
  // Found only inside the worker: Vite would otherwise discover them late and reload the page in the middle of a test.
  optimizeDeps: {
    include: [
      ...['core', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
        (part) => `@tensorflow/tfjs-${part}`,
      ),
      ...['mediabunny', 'gifenc', '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js'],
    ],
  },
  server: { headers: isolation },
  test,
}));
