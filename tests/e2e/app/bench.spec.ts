/** The public benchmark page, on the engines that run here. */
import { readFileSync } from 'node:fs';
import type { Report } from '../../../bench/lib/report';
import { axeFindings } from '../support/axe';
import { expect, test } from '../support/fixtures';

test('measures our engines, shows them, and gives the figures as JSON', async ({ page }, info) => {
  test.setTimeout(360_000);
  await page.goto('./bench?size=32&frames=2');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('status')).toContainText('Impasto');
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 300_000 });
  await expect(page.getByText('frames per second')).toBeVisible();
  const table = page.getByRole('table');
  await expect(table.getByRole('row', { name: /Impasto · tfjs · WebGPU/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /MicroAST \(not run\)/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /Milliseconds a frame/ })).toBeVisible();
  await page.screenshot({ path: info.outputPath('bench.png'), fullPage: true });
  expect(await axeFindings(page)).toEqual([]);
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth, 'nothing sticks out').toBeLessThanOrEqual(clientWidth);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  const report = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as Report;
  const tfjs = report.rows.find(({ engine, backend }) => engine === 'tfjs' && backend === 'webgpu');
  expect(tfjs).toMatchObject({ network: 'ours', width: 32, height: 32, frames: 2, readbacks: 0 });
  expect(tfjs?.dispatches).toBeGreaterThan(100);
  expect(tfjs?.submits).toBeGreaterThan(1);
  for (const engine of ['wgsl-exact', 'wgsl-streaming']) {
    const own = report.rows.find((row) => row.engine === engine);
    expect(own).toMatchObject({
      backend: 'webgpu',
      submits: 1,
      readbacks: 0,
      buffersCreated: 0,
      texturesCreated: 0,
    });
    expect(own?.dispatches).toBeGreaterThan(10);
    expect(own?.dispatches).toBeLessThanOrEqual(45);
    expect(own?.macs).toBe(tfjs?.macs);
  }
  const wasm = report.rows.find(({ backend }) => backend === 'wasm');
  expect(wasm?.medianMs).toBeGreaterThan(0);
  expect(wasm?.dispatches).toBe(0);
  expect(report.commit).toMatch(/^[0-9a-f]{7,}|unknown$/);
});

test('can be stopped', async ({ page }) => {
  await page.goto('./bench');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
});
