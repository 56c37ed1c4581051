/**
 * `npm run soak:record [-- --seconds 300]` (after `npm run build`): records the fake camera and microphone for long, and
 * reports what the file and the browser's memory say: drift of sound against picture, frames lost, memory over time.
 * The camera flashes in its left half and the microphone sounds, each for one second of two; both start when they like,
 * so that what counts is how their distance changes. Needs ffmpeg; memory is read from /proc, on Linux only.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { expectStyled, openApp } from '../tests/e2e/app';
import { fileOf, takesOf, waitForSeconds, waitForTake } from '../tests/e2e/takes';
import { chromiumFlags, chromiumPath } from '../tests/support/chromium';
import { frameColours, probe } from '../tests/support/probe';
import { StaticServer } from '../tests/support/static-server';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
if (!(seconds >= 10)) {
  console.error(`--seconds must be a number from 10 on, not "${values.seconds}".`);
  process.exit(2);
}
const folder = path.resolve('test-results/soak');
const period = 2;

function makeInputs(): { readonly picture: string; readonly sound: string } {
  const [picture, sound] = [`${folder}/flash.y4m`, `${folder}/beep.wav`];
  const flash = "drawbox=x=0:y=0:w=160:h=240:color=white:t=fill:enable='lt(t,1)'";
  const still = `testsrc=size=320x240:rate=15:duration=${period},select=1,loop=0:1:0,${flash}`;
  const run = (...args: string[]): unknown => execFileSync('ffmpeg', ['-y', '-v', 'error', ...args]);
  run('-f', 'lavfi', '-i', still, '-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p', picture);
  const tone = `aevalsrc=0.5*sin(2*PI*880*t)*lt(t\\,1):s=48000:d=${period}`;
  run('-f', 'lavfi', '-i', tone, '-c:a', 'pcm_s16le', sound);
  return { picture, sound };
}

/** Resident memory of all of the browser's processes, bytes. */
async function memoryOf(browser: Browser): Promise<number> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return processInfo.reduce((sum, { id }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return sum + Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
  }, 0);
}

/** Moments at which `levels` rise above the middle between their extremes. */
function rises(levels: readonly { readonly time: number; readonly level: number }[]): number[] {
  const sorted = levels.map(({ level }) => level).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const middle = (at(0.1) + at(0.9)) / 2;
  return levels.flatMap(({ time, level }, index) => {
    const before = levels[index - 1];
    return before && before.level < middle && level >= middle ? [time] : [];
  });
}

function flashes(file: string): number[] {
  const { times } = probe(file);
  const half = (x: string): number[] => frameColours(file, `iw/2:ih:${x}:0`).map(([, green]) => green);
  const [left, right] = [half('0'), half('iw/2')];
  return rises(times.map((time, index) => ({ time, level: (left[index] ?? 0) - (right[index] ?? 0) })));
}

function beeps(file: string): number[] {
  const rate = 8000;
  const args = ['-v', 'error', '-i', file, '-ac', '1', '-ar', String(rate), '-f', 'f32le', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 2 ** 30 });
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const block = rate / 200;
  const levels = Array.from({ length: Math.floor(samples.length / block) }, (_block, index) => ({
    time: (index * block) / rate,
    level: Math.max(...samples.subarray(index * block, (index + 1) * block).map(Math.abs)),
  }));
  return rises(levels);
}

/** Distance of each flash from its beep, s: the one that is nearest when all are shifted as the first two are apart. */
function distances(seen: readonly number[], heard: readonly number[]): number[] {
  const nearest = (time: number): number =>
    heard.reduce((best, beep) => (Math.abs(beep - time) < Math.abs(best - time) ? beep : best), Infinity);
  const [first = 0] = seen;
  const shift = first - nearest(first);
  return seen.map((time) => time - nearest(time - shift));
}

const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;

mkdirSync(folder, { recursive: true });
const inputs = makeInputs();
const server = await StaticServer.start('dist');
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: [
    ...chromiumFlags,
    ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    `--use-file-for-fake-video-capture=${inputs.picture}`,
    `--use-file-for-fake-audio-capture=${inputs.sound}`,
  ],
});
try {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  await page.addInitScript(() => localStorage.setItem('impasto.takes', JSON.stringify({ sound: true })));
  await openApp(page, { backend: 'wasm', detail: 192 }, server.url);
  await expectStyled(page);
  await page.getByRole('button', { name: 'Record video' }).click();
  const memory: number[] = [];
  for (let tenth = 1; tenth <= 10; tenth++) {
    await page.waitForTimeout((seconds / 10) * 1000 - 2000);
    await waitForSeconds(page, (tenth * seconds) / 10);
    memory.push((await memoryOf(browser)) / 1e6);
  }
  await page.getByRole('button', { name: 'Stop recording', exact: true }).click();
  const file = await fileOf(page, await waitForTake(page), '../soak/take.mp4');
  const [take] = (await takesOf(page)).takes;
  const found = probe(file);
  const apart = distances(flashes(file), beeps(file));
  // Frames quantise each flash: many of them tell more than the first and the last.
  const third = Math.floor(apart.length / 3);
  const drift = mean(apart.slice(-third)) - mean(apart.slice(0, third));
  console.log(
    `${found.duration.toFixed(1)} s, ${found.times.length} frames, ${take?.dropped} lost, ${found.video.codec}`,
  );
  console.log(`sound ends ${((found.audio?.duration ?? 0) - found.duration).toFixed(3)} s after the file`);
  console.log(
    `drift of the picture against the sound, last third against first: ${(drift * 1000).toFixed(0)} ms (${apart.length} flashes)`,
  );
  console.log(`memory of all processes, MB: ${memory.map((mb) => mb.toFixed(0)).join(' ')}`);
} finally {
  await browser.close();
  await server.stop();
}
