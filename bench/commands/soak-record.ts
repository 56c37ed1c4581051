/**
 * `npm run soak:record [-- --seconds 300]` (after `npm run build`): records the fake camera and microphone for long, and
 * reports what the file and the browser's memory say: drift of sound against picture, frames lost, memory over time.
 * The camera flashes in its left half and the microphone sounds, in the same uneven rhythm. What they gave is read beside
 * the app, so that only the recording's own part counts. The camera is small and the page is drawn by the processor, so
 * that a machine without a GPU paints many frames a second. Exits 1 when sound and picture part by 40 ms in 60 s or more, or
 * when the measurement is too coarse to tell. Needs ffmpeg; memory is read from /proc, on Linux only.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import type { BrowserContext } from 'playwright';
import { required } from '../../src/shared/assert';
import { expectStyled, openApp } from '../../tools/app/drive-app';
import { fileOf, takesOf, waitForSeconds, waitForTake } from '../../tools/app/drive-takes';
import { chromiumPath, processorFlags } from '../../tools/browser/chromium';
import { probe } from '../../tools/media/probe';
import { StaticServer } from '../../tools/browser/static-server';
import { fitLine } from '../sync/line-fit';
import type { Point } from '../sync/line-fit';
import { measureSync } from '../sync/measure-sync';
import { probeSources } from '../sync/source-probe';
import type { SourceReadings } from '../sync/source-probe';
import { removeProfile } from '../../tools/browser/remove-profile';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
if (!(seconds >= 10)) {
  console.error(`--seconds must be a number from 10 on, not "${values.seconds}".`);
  process.exit(2);
}
const folder = path.resolve('test-results/soak');
/** Lengths of light and dark in turn, tenths of a second: uneven, so that no two places look alike. */
const rhythm = [10, 8, 13, 9, 16, 7, 12, 11, 8, 14, 9, 11, 15, 7, 10, 12, 8, 13, 11, 16];
/** Side of the camera's picture, px. */
const side = 96;
const memorySamples = 20;
/** ms in 60 s */
const allowedDrift = 40;

function makeInputs(): { readonly picture: string; readonly sound: string } {
  const [picture, sound] = [`${folder}/flash.y4m`, `${folder}/beep.wav`];
  const turns = rhythm.map(
    (_length, index) => rhythm.slice(0, index).reduce((sum, part) => sum + part, 0) / 10,
  );
  const period = rhythm.reduce((sum, part) => sum + part, 0) / 10;
  const on = turns
    .flatMap((from, index) =>
      index % 2 === 0 ? [`between(t,${from},${(turns[index + 1] ?? period) - 0.001})`] : [],
    )
    .join('+');
  const box = (color: string, when: string): string =>
    `drawbox=x=0:y=0:w=${side / 2}:h=${side}:color=${color}:t=fill:enable='${when}'`;
  const still = `testsrc=size=${side}x${side}:rate=20:duration=${period},loop=${period * 20}:1:0`;
  const flashing = `${still},${box('white', on)},${box('black', `not(${on})`)}`;
  const run = (...args: string[]): unknown => execFileSync('ffmpeg', ['-y', '-v', 'error', ...args]);
  const yuv = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p'];
  run('-f', 'lavfi', '-i', flashing, ...yuv, '-t', String(period), picture);
  const tone = `aevalsrc=0.5*sin(2*PI*880*t)*(${on.replaceAll(',', '\\,')}):s=48000:d=${period}`;
  run('-f', 'lavfi', '-i', tone, '-c:a', 'pcm_s16le', sound);
  return { picture, sound };
}

/** Memory of the browser's processes by their kind, bytes; what several share is counted once (proportional set size). */
async function memoryOf(context: BrowserContext): Promise<Readonly<Record<string, number>>> {
  const cdp = await required(context.browser(), 'browser').newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  const all: Record<string, number> = {};
  for (const { id, type } of processInfo) {
    const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    all[type] = (all[type] ?? 0) + Number(/Pss:\s+(\d+)/.exec(rollup)?.[1] ?? 0) * 1024;
  }
  return all;
}

mkdirSync(folder, { recursive: true });
const inputs = makeInputs();
const server = await StaticServer.start('dist');
// A profile on disk: without one what is recorded is kept in the browser's memory.
const profile = `${folder}/profile`;
await removeProfile(profile);
const context = await chromium.launchPersistentContext(profile, {
  viewport: { width: 320, height: 568 },
  serviceWorkers: 'block',
  executablePath: chromiumPath(),
  args: [
    ...processorFlags,
    ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    `--use-file-for-fake-video-capture=${inputs.picture}`,
    `--use-file-for-fake-audio-capture=${inputs.sound}`,
  ],
});
let good: boolean;
try {
  const page = await context.newPage();
  // tsx names functions by a helper of its own, which functions sent to the page lack.
  await page.addInitScript('globalThis.__name = (named) => named;');
  await page.addInitScript(probeSources);
  await page.addInitScript(() => localStorage.setItem('impasto.takes', JSON.stringify({ sound: true })));
  const settings = { backend: 'wasm', detail: 192, statistics: 'exact', mirrorSelfie: false } as const;
  await openApp(page, settings, server.url);
  await expectStyled(page);
  await page.getByRole('button', { name: 'Record video' }).click();
  await waitForSeconds(page, 1);
  const cdp = await page.context().newCDPSession(page);
  const memory: (readonly [seconds: number, bytes: Readonly<Record<string, number>>])[] = [];
  for (let taken = 1; taken <= memorySamples; taken++) {
    const due = (taken * seconds) / memorySamples;
    await page.waitForTimeout(Math.max(0, (seconds / memorySamples) * 1000 - 1000));
    await waitForSeconds(page, due);
    await cdp.send('HeapProfiler.collectGarbage');
    memory.push([due, await memoryOf(context)]);
  }
  await page.getByRole('button', { name: 'Stop recording', exact: true }).click();
  const file = await fileOf(page, await waitForTake(page), '../soak/take.mp4');
  const [take] = (await takesOf(page)).takes;
  const readings = await page.evaluate(
    () => (globalThis as unknown as { readonly sourceReadings: SourceReadings }).sourceReadings,
  );
  const found = probe(file);
  const sync = measureSync(file, readings, (take?.createdAt ?? 0) / 1000);
  const ms = (value: number): string => `${(value * 1000).toFixed(1)} ms`;
  const { picture, sound } = sync;
  const offset = (at: number): number =>
    picture.intercept + picture.slope * at - sound.intercept - sound.slope * at;
  const [drift, error] = [sync.drift * 60_000, sync.driftError * 60_000];
  good = Math.abs(drift) + 2 * error < allowedDrift;
  const fps = found.times.length / found.duration;
  console.log(
    `${found.duration.toFixed(1)} s, ${found.times.length} frames (${fps.toFixed(1)} a second), ${take?.dropped} lost, ${found.video.codec}`,
  );
  console.log(`sound ends ${((found.audio?.duration ?? 0) - found.duration).toFixed(3)} s after the file`);
  console.log(`${sync.flashes} turns of the flash and ${sync.beeps} of the beep found in the file`);
  console.log(
    `picture against sound: ${drift.toFixed(1)} ms in 60 s, standard error ${error.toFixed(1)} ms (allowed ${allowedDrift} ms)`,
  );
  console.log(
    `picture later than sound by ${ms(offset(0))} at the start, ${ms(offset(found.duration))} at the end`,
  );
  for (const kind of Object.keys(memory[0]?.[1] ?? {})) {
    const points = memory.map(([at, bytes]): Point => [at, (bytes[kind] ?? 0) / 1e6]);
    const { slope, slopeError } = fitLine(points.slice(memorySamples / 4));
    console.log(
      `memory of ${kind}, MB: ${points.map(([, mb]) => mb.toFixed(0)).join(' ')}; after the first quarter ${(slope * 60).toFixed(1)} a minute, standard error ${(slopeError * 60).toFixed(1)}`,
    );
  }
  console.log(good ? 'in sync' : 'NOT shown to be in sync');
} finally {
  await context.close();
  await server.stop();
}
process.exit(good ? 0 : 1);
