/** HQ still in its worker, in a real browser: progress, previews, pause, keep, cancel, resume; each backend. */

import { afterEach, expect, test } from 'vitest';
import { HqClient } from '../../../../src/workers/hq/hq.client';
import type { HqOrder, HqProgress } from '../../../../src/workers/hq/hq.client';
import type { StillOverrides } from '../../../../src/workers/hq/settings';
import { smallOrder } from '../../../support/networks/hq-pictures';
import type { BackendChoice } from '../../../../src/workers/networks/types';
import { readingsOf } from '../../../support/stays';

let client: HqClient | undefined;

afterEach(() => {
  client?.destroy();
  client = undefined;
});

async function makeClient(backend: BackendChoice): Promise<HqClient> {
  const index = (await (await fetch('/models/models.json')).json()) as {
    perceptualNetwork: { file: string };
  };
  const lossNetwork = await (await fetch(`/models/${index.perceptualNetwork.file}`)).arrayBuffer();
  return (client = await HqClient.create({ lossNetwork, backend }));
}

/** Few steps: the style must lead for the loss to fall far. */
const job = (overrides: StillOverrides = {}): HqOrder =>
  smallOrder({ firstIterations: 12, weights: { content: 1 }, ...overrides });

test.each(['wasm', 'webgl', 'webgpu'] as const)('computes a still on %s', async (backend) => {
  const still = await makeClient(backend);
  expect(still.info).toMatchObject({ backend, network: 'impasto', tried: [] });
  const before = await still.memory();
  const news: HqProgress[] = [];
  let previews = 0;
  const result = await still.start(job(), {
    onProgress: (progress) => news.push(progress),
    onPreview: ({ width }) => (previews += width === 32 ? 1 : 0),
    previewMs: 0,
  });
  expect(result).toMatchObject({ ending: 'finished', iterations: 12, width: 32, height: 32 });
  expect(news.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(Number(news[11]?.losses.total)).toBeLessThan(0.8 * Number(news[0]?.losses.total));
  expect(previews).toBe(12);
  expect(await still.memory()).toEqual(before);
});

test('pauses, goes on, keeps; refuses a second run', async () => {
  const still = await makeClient('wasm');
  let iterations = 0;
  const running = still.start(job({ firstIterations: 5000 }), { onProgress: () => iterations++ });
  await expect(still.start(job())).rejects.toMatchObject({ code: 'engine-busy' });
  await expect.poll(() => iterations).toBeGreaterThan(1);
  await still.pause();
  const atPause = iterations;
  // The one that was under way when the message came.
  expect((await readingsOf(() => iterations, 300)).at(-1)).toBeLessThanOrEqual(atPause + 1);
  await still.resume();
  await expect.poll(() => iterations).toBeGreaterThan(atPause + 2);
  await still.keep();
  expect(await running).toMatchObject({ ending: 'kept', width: 32 });
});

test('frees everything when cancelled, and goes on from a saved state afterwards', async () => {
  const still = await makeClient('wasm');
  const before = await still.memory();
  const abort = new AbortController();
  let iterations = 0;
  const long = job({ firstIterations: 40 });
  const running = still.start(long, { signal: abort.signal, onProgress: () => iterations++ });
  await expect.poll(() => iterations).toBeGreaterThan(2);
  const state = await still.saveState();
  abort.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(await still.memory()).toEqual(before);
  if (!state) throw new Error('no state');
  const later: number[] = [];
  await still.start(long, { state, onProgress: ({ iteration }) => later.push(iteration) });
  expect(later[0]).toBeGreaterThan(3);
  expect(later.at(-1)).toBe(40);
});

test('says what is wrong', async () => {
  const still = await makeClient('wasm');
  await expect(still.start({ ...job(), styles: [] })).rejects.toMatchObject({ code: 'invalid-argument' });
  still.destroy();
  still.destroy();
  await expect(still.memory()).rejects.toMatchObject({ code: 'destroyed' });
  await expect(HqClient.create({ lossNetwork: new ArrayBuffer(8), backend: 'wasm' })).rejects.toMatchObject({
    code: 'model-format',
  });
});
