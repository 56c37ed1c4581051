/**
 * Runs the built app in mirror mode in Chromium for so many changes of style, in fast motion, while camera and engine are
 * lost again and again, and samples its memory. Owns server and browser for the run.
 */
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import type { SessionApi } from '../../src/pipeline/api/session-api';
import { expectStyled, openApp } from '../../tools/app/drive-app';
import { chromiumFlags, chromiumPath } from '../../tools/browser/chromium';
import { StaticServer } from '../../tools/browser/static-server';
import { memoryOf } from '../lib/browser-memory';

export interface MirrorPlan {
  /** Changes of style. */
  readonly changes: number;
  /** From one to the next, s. */
  readonly seconds: number;
  /** The camera is lost after so many changes, again and again. */
  readonly cameraLostEvery: number;
  /** So is the engine. */
  readonly engineLostEvery: number;
  readonly samples: number;
}

export interface MirrorSample {
  readonly changes: number;
  /** Painted since the start. */
  readonly frames: number;
  readonly camerasLost: number;
  readonly enginesLost: number;
  /** JavaScript heap of the page after a collection, bytes. */
  readonly pageHeap: number;
  /** Resident memory of the browser's processes, workers and WebAssembly included, bytes. */
  readonly processes: number;
  /** Elements and listeners of the page. */
  readonly nodes: number;
  readonly listeners: number;
}

type AppElement = HTMLElement & { readonly session: SessionApi };

interface Counts {
  changes: number;
  frames: number;
}

/** A change that takes longer than this, ms, is a hang. */
const longestPauseMs = 120_000;

/** @param onSample told each sample as it is taken @throws Error when the styles stand still */
export async function soakMirror(
  plan: MirrorPlan,
  onSample: (sample: MirrorSample) => void,
): Promise<readonly MirrorSample[]> {
  const server = await StaticServer.start('dist');
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    // Not drawn by the processor: without a GPU Chromium's compositor keeps a hundred camera frames of 4 MB.
    args: [...chromiumFlags, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
  try {
    const context = await browser.newContext({
      serviceWorkers: 'block',
      viewport: { width: 320, height: 320 },
    });
    const page = await context.newPage();
    // tsx names functions by a helper of its own, which functions sent to the page lack.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(() => {
      const post = Reflect.get(Worker.prototype, 'postMessage') as (this: Worker, ...args: unknown[]) => void;
      Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]): void {
        const [message] = args as [{ readonly call?: string } | undefined];
        if (message?.call === 'open') Object.assign(globalThis, { soakEngine: this });
        post.apply(this, args);
      };
    });
    await openApp(page, { backend: 'wasm', detail: 192 }, `${server.url}?mirror`);
    await expectStyled(page, longestPauseMs);
    await count(page, plan.seconds);
    return await run(browser, page, plan, onSample);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Counts in the page from now on; and lets time run faster than any setting would. */
async function count(page: Page, seconds: number): Promise<void> {
  await page.evaluate((fast) => {
    const session = document.querySelector<AppElement>('impasto-app')?.session;
    if (!session) throw new Error('no app on the page');
    const counts = { changes: 0, frames: 0 };
    Object.assign(globalThis, { soakCounts: counts });
    let { styleId } = session.snapshot.settings;
    session.addEventListener('change', () => {
      if (session.snapshot.settings.styleId === styleId) return;
      ({ styleId } = session.snapshot.settings);
      counts.changes += 1;
    });
    const live = session.live as unknown as EventTarget;
    live.addEventListener('drawn', () => (counts.frames += 1));
    session.settings.change({ mirrorSeconds: fast });
  }, seconds);
}

async function run(
  browser: Browser,
  page: Page,
  plan: MirrorPlan,
  onSample: (sample: MirrorSample) => void,
): Promise<readonly MirrorSample[]> {
  const samples: MirrorSample[] = [];
  const cdp = await page.context().newCDPSession(page);
  const everySample = Math.max(1, Math.floor(plan.changes / plan.samples));
  let [camerasLost, enginesLost, changes, movedAt] = [0, 0, 0, Date.now()];
  while (changes < plan.changes) {
    await page.waitForTimeout(200);
    const before = changes;
    const counts = await page.evaluate(() => (globalThis as unknown as { soakCounts: Counts }).soakCounts);
    ({ changes } = counts);
    if (changes > before) movedAt = Date.now();
    else if (Date.now() - movedAt > longestPauseMs)
      throw new Error(`The styles stand still after ${changes} changes.`);
    if (changes >= (camerasLost + 1) * plan.cameraLostEvery) {
      camerasLost += 1;
      await loseCamera(page);
    }
    if (changes >= (enginesLost + 1) * plan.engineLostEvery) {
      enginesLost += 1;
      await loseEngine(page);
    }
    if (changes < (samples.length + 1) * everySample && changes < plan.changes) continue;
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
    const { all } = await memoryOf(browser);
    const held = { pageHeap: usedSize, processes: all.now, nodes, listeners: jsEventListeners };
    const sample = { ...counts, camerasLost, enginesLost, ...held };
    samples.push(sample);
    onSample(sample);
  }
  return samples;
}

/** As when the system takes the camera away. */
async function loseCamera(page: Page): Promise<void> {
  await page.evaluate(() => {
    const preview = document.querySelector<AppElement>('impasto-app')?.session.snapshot.stage.preview;
    if (!(preview instanceof HTMLVideoElement) || !(preview.srcObject instanceof MediaStream)) return;
    for (const track of preview.srcObject.getVideoTracks()) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
}

/** As when the engine's worker crashes. */
async function loseEngine(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { soakEngine } = globalThis as unknown as { readonly soakEngine: Worker };
    soakEngine.terminate();
    soakEngine.dispatchEvent(new ErrorEvent('error', { message: 'lost for the soak' }));
  });
}
