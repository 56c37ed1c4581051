/**
 * Runs the built app in Chromium for so many frames on one backend, with style changes, flips and resizes all the time,
 * and samples what it holds. Owns server and browser for the run.
 */
import { chromium } from 'playwright';
import type { CDPSession, Page } from 'playwright';
import type { SessionApi } from '../../src/pipeline/api/session-api';
import { headersOf } from '../../src/shared/response-headers';
import { chromiumFlags, chromiumPath } from '../../tools/browser/chromium';
import { StaticServer } from '../../tools/browser/static-server';
import { pageProbe, probeChannel, workerProbe } from './probes';
import type { WorkerCounts } from './probes';

export interface SoakPlan {
  readonly backend: 'wasm' | 'webgpu';
  readonly frames: number;
  /** Side of the camera's picture, px. */
  readonly side: number;
  /** Samples over the whole run. */
  readonly samples: number;
}

export interface Sample extends WorkerCounts {
  /** JavaScript heap of the page after a collection, bytes. */
  readonly pageHeap: number;
  /** Memory of the workers, WebAssembly's included, bytes. */
  readonly workerMemory: number;
  readonly tensors: number;
  readonly tensorBytes: number;
}

interface Memory {
  readonly breakdown: readonly {
    readonly bytes: number;
    readonly attribution: readonly { readonly scope: string }[];
  }[];
}
type AppElement = HTMLElement & { readonly session: SessionApi };

/** Small ones: without a GPU most of the time would go into drawing the page. */
const shapes = [
  { width: 320, height: 568 },
  { width: 568, height: 320 },
  { width: 480, height: 640 },
];
/** A frame that takes longer than this, ms, is a hang. */
const longestPauseMs = 120_000;

/** @param onSample told each sample as it is taken */
export async function soak(plan: SoakPlan, onSample: (sample: Sample) => void): Promise<readonly Sample[]> {
  const server = await StaticServer.start('dist');
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      ...chromiumFlags,
      '--use-fake-device-for-media-stream=device-count=2,fps=60',
      '--use-fake-ui-for-media-stream',
      '--enable-blink-features=ForceEagerMeasureMemory',
    ],
  });
  try {
    const context = await browser.newContext({ serviceWorkers: 'block', viewport: shapes[0] ?? null });
    const page = await context.newPage();
    // tsx names functions by a helper of its own, which functions sent to the page lack.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(pageProbe, plan.side);
    await page.addInitScript((backend) => {
      localStorage.setItem('impasto.settings', JSON.stringify({ backend, detail: 192 }));
    }, plan.backend);
    await page.route('**/assets/engine.worker-*.js', async (route) => {
      const response = await route.fetch();
      const headers = {
        ...headersOf(new URL(route.request().url()).pathname),
        'Content-Type': 'text/javascript',
      };
      await route.fulfill({ body: workerProbe + (await response.text()), headers });
    });
    await page.goto(server.url);
    await page.waitForFunction(
      () => document.querySelector<AppElement>('impasto-app')?.session.snapshot.stage.styled === true,
      undefined,
      { timeout: longestPauseMs },
    );
    return await run(page, await context.newCDPSession(page), plan, onSample);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function run(
  page: Page,
  cdp: CDPSession,
  plan: SoakPlan,
  onSample: (sample: Sample) => void,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const everySample = Math.max(1, Math.floor(plan.frames / plan.samples));
  const everyChange = Math.max(5, Math.floor(plan.frames / 100));
  let changes = 0;
  let nextChange = everyChange;
  let nextSample = everySample;
  let { frames } = await countsOf(page);
  let movedAt = Date.now();
  while (frames < plan.frames) {
    await page.waitForTimeout(50);
    const before = frames;
    ({ frames } = await countsOf(page));
    if (frames > before) movedAt = Date.now();
    else if (Date.now() - movedAt > longestPauseMs)
      throw new Error(`The picture stands still at frame ${frames}.`);
    if (frames >= nextChange) {
      await change(page, changes++);
      nextChange = frames + everyChange;
    }
    if (frames >= nextSample || frames >= plan.frames) {
      const taken = await sample(page, cdp);
      samples.push(taken);
      onSample(taken);
      nextSample += everySample;
    }
  }
  return samples;
}

/** Styles, flips and shapes in turn. */
async function change(page: Page, index: number): Promise<void> {
  if (index % 3 === 2) {
    await page.setViewportSize(shapes[Math.floor(index / 3) % shapes.length] ?? { width: 320, height: 568 });
    return;
  }
  await page.evaluate(async (step) => {
    const session = document.querySelector<AppElement>('impasto-app')?.session;
    if (step % 3 === 1) await session?.sources.flip();
    else {
      // Four of them: reading an artwork takes a software GPU long, and each is read once.
      const style = session?.snapshot.styles[Math.floor(step / 3) % 4];
      if (style) session.styles.choose(style.id);
    }
  }, index);
}

async function countsOf(page: Page): Promise<WorkerCounts> {
  return page.evaluate(
    (name) =>
      new Promise<WorkerCounts>((resolve) => {
        const channel = new BroadcastChannel(name);
        channel.onmessage = ({ data }: MessageEvent<WorkerCounts>) => {
          channel.close();
          resolve(data);
        };
        channel.postMessage('read');
      }),
    probeChannel,
  );
}

async function sample(page: Page, cdp: CDPSession): Promise<Sample> {
  // An artwork that is being read is in memory, rightly.
  await page.waitForFunction(
    () => document.querySelector<AppElement>('impasto-app')?.session.snapshot.encodingStyleId === null,
    undefined,
    { timeout: longestPauseMs },
  );
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const [{ numTensors, numBytes }, workerMemory] = await page.evaluate(async () => {
    const { soakEngine, performance: clock } = globalThis as unknown as {
      readonly soakEngine: Worker;
      readonly performance: { measureUserAgentSpecificMemory(): Promise<Memory> };
    };
    const id = 1e9 + Math.floor(Math.random() * 1e9);
    const tensors = await new Promise<{ numTensors: number; numBytes: number }>((resolve) => {
      const listen = ({
        data,
      }: MessageEvent<{ id?: number; result: { numTensors: number; numBytes: number } }>): void => {
        if (data.id !== id) return;
        soakEngine.removeEventListener('message', listen);
        resolve(data.result);
      };
      soakEngine.addEventListener('message', listen);
      soakEngine.postMessage({ id, call: 'memory' });
    });
    const { breakdown } = await clock.measureUserAgentSpecificMemory();
    const ofWorkers = breakdown.filter(({ attribution }) =>
      attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope'),
    );
    return [tensors, ofWorkers.reduce((sum, { bytes }) => sum + bytes, 0)] as const;
  });
  return {
    ...(await countsOf(page)),
    pageHeap: usedSize,
    workerMemory,
    tensors: numTensors,
    tensorBytes: numBytes,
  };
}
