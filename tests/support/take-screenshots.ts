/** Takes the manifest's screenshots of the built app (`npm run build` first), painting the test scene. */
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { openApp, openScene } from '../e2e/app';
import { chromiumFlags, chromiumPath } from './chromium';
import { StaticServer } from './static-server';

const shots = [
  { name: 'phone', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  { name: 'desktop', viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
];

mkdirSync('public/screenshots', { recursive: true });
const server = await StaticServer.start('dist');
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
for (const { name, ...device } of shots) {
  const page = await browser.newPage({ ...device, serviceWorkers: 'block' });
  await openApp(page, { backend: 'wasm', detail: 384 }, server.url);
  await openScene(page);
  await page.screenshot({ path: `public/screenshots/${name}.png` });
  await page.close();
}
await browser.close();
await server.stop();
