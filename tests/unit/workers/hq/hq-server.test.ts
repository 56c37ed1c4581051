/** What is asked of an HQ still while it is being prepared: the disk that it is kept on is made up, and slow. */
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { HqEvent, HqOutcome } from '../../../../src/workers/hq/hq.protocol';
import { loadFeatureNetwork } from '../../../../src/workers/hq/loss/load-feature-network';
import { HqServer } from '../../../../src/workers/hq/run/hq-server';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import type { Transferred } from '../../../../src/workers/rpc/worker-calls';
import { perceptualNetwork } from '../../../../tools/networks/shipped-networks';
import { smallOrder } from '../../../support/networks/hq-pictures';
import { readingsOf } from '../../../support/stays';

const disk = vi.hoisted(() => ({ save: (): Promise<void> => Promise.resolve(), cleared: 0, open: 0 }));
vi.mock('../../../../src/workers/hq/store/run-store', () => ({
  HqRunStore: {
    open: () => {
      disk.open += 1;
      return Promise.resolve({
        saveJob: () => disk.save(),
        saveState: () => Promise.resolve(),
        clear: () => Promise.resolve(void (disk.cleared += 1)),
        close: () => (disk.open -= 1),
      });
    },
  },
}));

// Trying backends takes a processor longer than all the rest.
vi.mock('../../../../src/workers/hq/run/choose-hq-backend', () => ({
  chooseHqBackend: async () => {
    await startBackend('wasm', { wasmThreads: false });
    return { backend: 'wasm', network: loadFeatureNetwork(perceptualNetwork()), tried: [] };
  },
}));

// Raw pixels of the right size are never drawn, but the canvas for the others is made.
vi.stubGlobal(
  'OffscreenCanvas',
  class {
    getContext = () => ({});
  },
);

let events: HqEvent[] = [];
const server = new HqServer({ onEvent: (event) => events.push(event), onLost: () => undefined });
/** Lets the disk go on. */
let written = (): void => undefined;

beforeAll(async () => {
  await server.handlers.open({ lossNetwork: perceptualNetwork(), backend: 'wasm' });
});
beforeEach(() => {
  events = [];
  Object.assign(disk, { cleared: 0, open: 0 });
  const gate = new Promise<void>((resolve) => (written = resolve));
  disk.save = () => gate;
});

async function start(): Promise<HqOutcome> {
  const order = { ...smallOrder({ firstIterations: 2 }), keepAs: 'note' };
  const done = await server.handlers.start({ order, state: null, previewMs: 0 });
  return (done as Transferred<HqOutcome>).result;
}

test('cancelled before it begins, it never does, and nothing is kept', async () => {
  const still = start();
  const cancelled = server.handlers.cancel({});
  written();
  await expect(still).rejects.toMatchObject({ name: 'AbortError' });
  await cancelled;
  expect([events, disk.open]).toEqual([[], 0]);
  expect(disk.cleared).toBeGreaterThan(0);
});

test('paused before it begins, it waits; resumed, it goes to its end', async () => {
  const still = start();
  await server.handlers.pause({});
  written();
  expect(await readingsOf(() => events.length, 300)).toEqual([0]);
  await server.handlers.resume({});
  expect(await still).toMatchObject({ ending: 'finished', iterations: 2 });
  expect(disk.open).toBe(0);
});

test('kept before it begins, it is what it would have begun from', async () => {
  const still = start();
  await server.handlers.keep({});
  written();
  expect(await still).toMatchObject({ ending: 'kept', iterations: 0, width: 32 });
});

test('a second one is refused from the first one’s order on', async () => {
  const still = start();
  await expect(start()).rejects.toMatchObject({ code: 'engine-busy' });
  written();
  await still;
});

test('a full disk costs the reload, not the still', async () => {
  disk.save = () => Promise.reject(new Error('no room'));
  expect(await start()).toMatchObject({ ending: 'finished' });
  expect(disk.open).toBe(0);
});
