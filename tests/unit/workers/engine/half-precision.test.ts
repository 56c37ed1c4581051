/**
 * The WGSL kernels in half precision against PyTorch's numbers: in Firefox on lavapipe, since Chromium's SwiftShader has
 * no `shader-f16`. Skipped where Firefox ESR or a Vulkan driver without a GPU is not installed.
 */

import { existsSync, readdirSync } from 'node:fs';
import { launch } from 'puppeteer-core';
import { createServer } from 'vite';
import { expect, it } from 'vitest';
import type { HalfPrecisionResult } from '../../../support/half-precision/half-precision';

const firefox = process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr';
const drivers = '/usr/share/vulkan/icd.d';
const lavapipe = existsSync(drivers)
  ? readdirSync(drivers).find((name) => name.startsWith('lvp_icd'))
  : undefined;
const missing = [
  ...(existsSync(firefox) ? [] : ['firefox-esr']),
  ...(lavapipe === undefined ? ['mesa-vulkan-drivers'] : []),
];
if (missing.length > 0)
  console.warn(`Half precision is not tested here: install ${missing.join(' and ')} (Debian packages).`);

/** Of 0..1. */
const tolerance = 1e-2;

async function measure(): Promise<HalfPrecisionResult> {
  const server = await createServer({
    root: new URL('../../../..', import.meta.url).pathname,
    server: { port: 0, host: 'localhost', hmr: false, ws: false, watch: null },
    logLevel: 'error',
    cacheDir: 'node_modules/.vite-half-precision',
  });
  try {
    await server.listen();
    const origin = server.resolvedUrls?.local[0] ?? '';
    const browser = await launch({
      browser: 'firefox',
      executablePath: firefox,
      headless: true,
      env: { ...process.env, VK_DRIVER_FILES: `${drivers}/${lavapipe}`, MOZ_DISABLE_CONTENT_SANDBOX: '1' },
      extraPrefsFirefox: {
        'dom.webgpu.enabled': true,
        'gfx.webgpu.ignore-blocklist': true,
        'gfx.webrender.software': true,
      },
    });
    try {
      const page = await browser.newPage();
      await page.goto(`${origin}tests/support/half-precision/index.html`);
      await page.waitForFunction('globalThis.halfPrecision !== undefined', { timeout: 240_000 });
      return (await page.evaluate('globalThis.halfPrecision')) as HalfPrecisionResult;
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

it.skipIf(missing.length > 0)(
  'half precision stays within 0.01 of PyTorch’s numbers',
  async ({ skip }) => {
    const result = await measure();
    if (result.kind === 'unsupported') {
      console.warn(`Half precision is not tested here: ${result.reason}.`);
      skip();
    }
    if (result.kind === 'failed') throw new Error(result.reason);
    if (result.kind !== 'done') return;
    console.info(`${result.adapter}: ${JSON.stringify(result.errors)}`);
    expect(result.errors).toHaveLength(4);
    for (const { error } of result.errors) expect(error).toBeLessThan(tolerance);
  },
  300_000,
);
