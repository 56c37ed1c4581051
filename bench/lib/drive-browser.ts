/**
 * The browser half of `npm run bench`: builds the headless page, serves it with the peers' files, and lets Chromium run
 * it. Owns server and browser for the run.
 */
import { createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import type { Plugin } from 'vite';
import { chromiumFlags, chromiumPath } from '../../tools/browser/chromium';
import type { RaceResult } from '../browser/race';
import type { HeadlessOptions } from '../headless/headless';
import { magentaStyle, peersFolder } from './peer-magenta';

const siteFolder = 'bench/results/site';
const pageTimeoutMs = 30 * 60_000;

/** Serves the peers from where they lie, and the bundle of `@magenta/image`: neither becomes part of the build. */
const servePeers = (): Plugin => ({
  name: 'serve-peers',
  configurePreviewServer({ middlewares }) {
    const bundle = createRequire(import.meta.url).resolve('@magenta/image/dist/magentaimage.js');
    middlewares.use((request, response, next) => {
      const url = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
      if (!url.startsWith('/peers/') && url !== '/magentaimage.js') {
        next();
        return;
      }
      const file = url === '/magentaimage.js' ? bundle : path.join(peersFolder, url.slice('/peers/'.length));
      if (!existsSync(file) || (file !== bundle && !file.startsWith(peersFolder + path.sep))) {
        response.writeHead(404).end();
        return;
      }
      response.setHeader(
        'Content-Type',
        file.endsWith('.js')
          ? 'text/javascript'
          : file.endsWith('.json')
            ? 'application/json'
            : 'application/octet-stream',
      );
      createReadStream(file).pipe(response);
    });
  },
});

/** Why the browser half cannot run here; undefined when it can. */
export function browserMissing(): string | undefined {
  return existsSync(chromiumPath()) ? undefined : 'no Chromium is installed (set CHROMIUM_PATH)';
}

/**
 * @param backend races only what runs on this one; null for all
 * @param macs multiply-accumulates of Magenta's network at `side`², or null without the peers
 * @param onLine told what the page does
 */
export async function raceInBrowser(
  side: number,
  frames: number,
  backend: string | null,
  macs: number | null,
  onLine: (line: string) => void,
): Promise<RaceResult> {
  await build({ mode: 'bench', logLevel: 'warn', build: { outDir: siteFolder, emptyOutDir: true } });
  const server = await preview({
    mode: 'bench',
    build: { outDir: siteFolder },
    plugins: [servePeers()],
    preview: { port: 4190, strictPort: false },
  });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The benchmark page is not served.');
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => {
      // SwiftShader's complaints about every read-back are no news.
      if (message.type() === 'log') onLine(message.text());
    });
    page.on('pageerror', (error) => onLine(error.message));
    page.setDefaultTimeout(pageTimeoutMs);
    await page.goto(new URL('bench/headless/index.html', address).href);
    await page.waitForFunction(() => 'runBench' in globalThis);
    const options: HeadlessOptions = {
      side,
      frames,
      backend,
      peers:
        macs === null
          ? null
          : {
              graphModelUrl: '/peers/magenta-tfjs-graph-model/transformer/model.json',
              checkpointUrl: '/peers/magenta-image-checkpoint/transformer',
              bundleUrl: '/magentaimage.js',
              style: magentaStyle(),
              macs,
            },
    };
    return await page.evaluate((given) => runBench(given), options);
  } finally {
    await browser.close();
    await server.close();
  }
}
