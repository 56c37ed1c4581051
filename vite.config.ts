import { defineConfig } from 'vite';
import { playwright } from '@vitest/browser-playwright';
import type { ViteUserConfig } from 'vitest/config';
import { chromiumFlags, chromiumPath } from './tests/support/chromium.ts';

/** Cross-origin isolation: the threaded wasm backend needs SharedArrayBuffer. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const test: ViteUserConfig['test'] = {
  projects: [
    {
      extends: true,
      test: {
        name: 'unit',
        environment: 'node',
        include: ['tests/unit/**/*.test.ts'],
        testTimeout: 60_000,
      },
    },
    {
      extends: true,
      test: {
        name: 'browser',
        include: ['tests/browser/**/*.test.ts'],
        testTimeout: 120_000,
        // One page at a time: SwiftShader already uses every core.
        fileParallelism: false,
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          provider: playwright({
            launchOptions: { executablePath: chromiumPath(), args: chromiumFlags },
          }),
          instances: [{ browser: 'chromium' }],
        },
      },
    },
  ],
};

export default defineConfig({
  base: './',
  build: { target: 'es2022', sourcemap: true, chunkSizeWarningLimit: 1500, manifest: true },
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
  test,
} as ViteUserConfig);
