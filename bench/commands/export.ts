/**
 * `npm run bench:export [-- --backend wasm --rounds 3 --repeats 4]`: how fast a video file is converted, as a ratio to painting its
 * frames alone, in the system's Chromium. 1 would mean that decoding, encoding and writing cost nothing; the aim is 0.8.
 * Only the ratio means something: machines are shared and noisy.
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { chromiumFlags, chromiumPath } from '../../tools/browser/chromium';
import type { ExportFigures } from '../export-page/export-page';
import { figures } from '../lib/report';

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'wasm' },
    rounds: { type: 'string', default: '3' },
    repeats: { type: 'string', default: '4' },
  },
});
const count = (name: 'rounds' | 'repeats'): number => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`--${name} must be a whole number above 0, not "${values[name]}".`);
  process.exit(2);
};
const rounds = count('rounds');
const repeats = count('repeats');

const server = await createServer({ server: { port: 0 }, logLevel: 'error' });
await server.listen();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
try {
  const page = await browser.newPage();
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}bench/export-page/`);
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(message.text());
  });
  await page.waitForFunction(() => 'benchExport' in globalThis);
  const found = await page.evaluate(
    async ([backend, times, clips]) =>
      (
        globalThis as unknown as {
          benchExport(backend: string, rounds: number, repeats: number): Promise<ExportFigures>;
        }
      ).benchExport(backend, times, clips),
    [values.backend, rounds, repeats] as const,
  );
  const painting = figures(found.painting.map((seconds) => (seconds * 1000) / found.frames)).medianMs;
  const converting = figures(found.converting.map((seconds) => (seconds * 1000) / found.frames)).medianMs;
  console.log(
    `${found.backend}, ${found.frames} frames of ${found.width} × ${found.height}, ${rounds} rounds`,
  );
  console.log(
    `painting alone ${painting.toFixed(1)} ms a frame, converting ${converting.toFixed(1)} ms a frame`,
  );
  console.log(`export speed : painting alone = ${(painting / converting).toFixed(3)}`);
} finally {
  await browser.close();
  await server.close();
}
