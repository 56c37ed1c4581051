import { defineConfig } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './tools/browser/chromium';
import { fakeCameraFlags } from './tests/support/media/camera-clip';

/** Another port lets two checkouts run their walks at once. */
const port = Number(process.env['E2E_PORT'] ?? 4179);

/** A whole walk in a browser whose start, sound and video share two cores with wasm. */
const engines = () => ({
  testDir: 'tests/engines',
  timeout: 300_000,
  expect: { timeout: 60_000 },
});

export default defineConfig({
  globalSetup: './tests/support/media/make-camera-clip.ts',
  outputDir: 'test-results/e2e',
  // One browser at a time: the wasm engine already uses every core.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  retries: process.env['CI'] ? 1 : 0,
  projects: [
    { name: 'chromium', testDir: 'tests/e2e' },
    // Driven by `tests/engines/drivers`: Playwright's own builds of these engines are not what people have.
    { name: 'firefox', ...engines() },
    { name: 'webkit', ...engines() },
  ],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 390, height: 844 },
    // Filling the caches would slow every test down; those about the worker allow it.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: chromiumPath(), args: [...chromiumFlags, ...fakeCameraFlags()] },
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
