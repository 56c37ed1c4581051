import { defineConfig } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './tools/browser/chromium';
import { fakeCameraFlags, slowCameraClip } from './tools/media/camera-clip';

/** Another port lets two checkouts run their walks at once. */
const port = Number(process.env['E2E_PORT'] ?? 4179);

/** What counts frames, or has a software rasteriser compile for a minute: never beside another walk. */
const timed =
  /e2e\/(hq\/|takes\/(record|recover)|app\/(bench|security)|live\/(device-loss|engine-faults)).*\.spec\.ts/;

/** Debian's Chromium with a camera. */
const launchOptions = (camera?: typeof slowCameraClip) => ({
  executablePath: chromiumPath(),
  args: [...chromiumFlags, ...fakeCameraFlags(camera)],
});

/** A whole walk in a browser whose start, sound and video share two cores with wasm. */
const engines = () => ({
  testDir: 'tests/engines',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 60_000 },
});

export default defineConfig({
  globalSetup: './tests/support/media/make-camera-clip.ts',
  outputDir: 'test-results/e2e',
  // A walk waits half of its time: two take less than twice as long on two cores.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  retries: process.env['CI'] ? 1 : 0,
  projects: [
    {
      name: 'chromium',
      testDir: 'tests/e2e',
      testIgnore: timed,
      use: { launchOptions: launchOptions(slowCameraClip) },
    },
    { name: 'chromium-timed', testDir: 'tests/e2e', testMatch: timed, workers: 1 },
    // Driven by `tests/engines/drivers`: Playwright's own builds of these engines are not what people have.
    { name: 'firefox', ...engines() },
    { name: 'webkit', ...engines() },
  ],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 390, height: 844 },
    // Drawing what moves takes a quarter of the processors while the engine starts; Firefox and WebKit see it move.
    contextOptions: { reducedMotion: 'reduce' },
    // Filling the caches would slow every test down; those about the worker allow it.
    serviceWorkers: 'block',
    // Recorded only when tried again: recording every walk takes a quarter of their time.
    trace: 'on-first-retry',
    launchOptions: launchOptions(),
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
