/**
 * `npm run bench:export [-- --backend wasm] [--rounds 5]`: how fast a video file is converted, as a ratio to painting its
 * frames alone, in the system's Chromium. 1 would mean that decoding, encoding and writing cost nothing; the aim is 0.8.
 * Only the ratio means something: machines are shared and noisy.
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { chromiumFlags, chromiumPath } from '../tests/support/chromium';
import type { ExportFigures } from './export-page/export-page';
import { figures } from './report';

const { values } = parseArgs({
  options: { backend: { type: 'string', default: 'wasm' }, rounds: { type: 'string', default: '5' } },
});
const rounds = Number(values.rounds);
if (!(Number.isInteger(rounds) && rounds > 0)) {
  console.error(`--rounds must be a whole number above 0, not "${values.rounds}".`);
  process.exit(2);
}

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
    async ([backend, count]) =>
      (
        globalThis as unknown as {
          benchExport(backend: string, rounds: number): Promise<ExportFigures>;
        }
      ).benchExport(backend, count),
    [values.backend, rounds] as const,
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
