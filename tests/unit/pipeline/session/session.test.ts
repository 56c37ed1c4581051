/** A whole session in Node: the parts are real, the engine's worker is not; a canvas and a camera cannot exist here. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Notice, Settings } from '../../../../src/pipeline/api/session-state';
import type { NetworkLoaders } from '../../../../src/pipeline/engine/engine-supervisor';
import { Session } from '../../../../src/pipeline/session/session';
import type { Sent } from '../../../support/fakes/fake-worker';
import { FakeWorker } from '../../../support/fakes/fake-worker';
import { memoryStorage } from '../../../support/fakes/memory-storage';

type Answer = (
  worker: FakeWorker,
  request: Sent & { readonly request: { readonly backend?: string } },
) => void;

const opened = (backend: string) => ({
  backend,
  engine: 'tfjs',
  precision: 'f32',
  timestamps: false,
  tried: [],
  warmUpMs: 10,
  abilities: { enlarges: false, steadies: false },
});
const done = (worker: FakeWorker, id: number, result: unknown): void =>
  worker.say({ kind: 'done', id, result });
const failed = (worker: FakeWorker, id: number, code: string, message = 'no'): void =>
  worker.say({ kind: 'failed', id, error: { code, message } });

/** Opens on the backend that is wanted, and encodes each artwork. */
const works: Answer = (worker, { id, call, request }) => {
  if (call === 'open')
    done(worker, id, opened(request.backend === 'auto' ? 'wasm' : String(request.backend)));
  if (call === 'encodeStyle') done(worker, id, new Float32Array(100));
};

let workers: FakeWorker[] = [];
let answer: Answer = works;
let session: Session | undefined;

beforeEach(() => {
  workers = [];
  answer = works;
  const target = (): EventTarget => new EventTarget();
  const canvas = () => ({ transferControlToOffscreen: () => new MessageChannel().port1 });
  vi.stubGlobal('window', target());
  vi.stubGlobal('document', Object.assign(target(), { hidden: false, createElement: canvas }));
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('localStorage', memoryStorage());
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  vi.stubGlobal('devicePixelRatio', 1);
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(new Blob(['picture']))));
  // A port can be transferred in Node as a bitmap can in a browser.
  const bitmap = () => Object.assign(new MessageChannel().port1, { width: 64, height: 64 });
  vi.stubGlobal('createImageBitmap', () => Promise.resolve(bitmap()));
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ fillRect: () => undefined, drawImage: () => undefined });
      transferToImageBitmap = bitmap;
    },
  );
  vi.stubGlobal(
    'Worker',
    class extends FakeWorker {
      constructor() {
        super();
        workers.push(this);
        this.answer = (request) => answer(this, request as Parameters<Answer>[1]);
      }
    },
  );
});

afterEach(() => {
  session?.destroy();
  session = undefined;
  vi.unstubAllGlobals();
});

const bytes = () => new ArrayBuffer(1);
const networks = () => ({ transformer: bytes(), styleHead: bytes(), lossNetwork: bytes() });
const models: NetworkLoaders = {
  engine: () => Promise.resolve(networks()),
  perceptual: () => Promise.resolve(bytes()),
};

async function open(loaders: NetworkLoaders = models, settings: Partial<Settings> = {}) {
  localStorage.setItem('impasto.settings', JSON.stringify(settings));
  const made = (session = await Session.create(loaders));
  const notices: Notice[] = [];
  made.addEventListener('notice', ({ detail }) => notices.push(detail));
  return { made, notices, alive: () => workers.filter(({ terminated }) => !terminated).length };
}

const kind = (made: Session): string => made.snapshot.engine.kind;

test('networks that cannot be had are told, and tried again when asked', async () => {
  let offline = true;
  const load = () => (offline ? Promise.reject(new Error('offline')) : Promise.resolve(networks()));
  const { made, alive } = await open({ ...models, engine: load });
  await made.start({ camera: false });
  expect([kind(made), alive()]).toEqual(['failed', 0]);
  offline = false;
  await made.retry();
  expect([kind(made), alive()]).toEqual(['ready', 1]);
});

test('a backend that was asked for and does not work here costs neither the picture nor silence', async () => {
  answer = (worker, sent) => {
    if (sent.call === 'open' && sent.request.backend === 'webgpu') failed(worker, sent.id, 'no-backend');
    else works(worker, sent);
  };
  const { made, notices } = await open(models, { backend: 'webgpu' });
  await made.start({ camera: false });
  await expect.poll(() => kind(made)).toBe('ready');
  expect(notices).toEqual([{ code: 'backend-refused', backend: 'webgpu', reason: 'no' }]);
  expect(made.snapshot.settings.backend).toBe('auto');
});

test('memory that runs out lowers the detail and tries once more', async () => {
  let full = true;
  answer = (worker, sent) => {
    if (sent.call === 'open' && full) failed(worker, sent.id, 'engine-failed', 'out of memory');
    else works(worker, sent);
    full = false;
  };
  const { made, notices } = await open(models, { detail: 512 });
  await made.start({ camera: false });
  await expect.poll(() => kind(made)).toBe('ready');
  expect(notices).toEqual([{ code: 'memory-short' }]);
  expect(made.snapshot.settings.detail).toBeLessThan(512);
});

test('a style that cannot be encoded gives way to the one that is shown, for now only', async () => {
  const { made, notices } = await open(models, { styleId: 'great-wave' });
  await made.start({ camera: false });
  await expect.poll(() => made.snapshot.encodingStyleId).toBeNull();
  answer = (worker, { id, call }) => {
    if (call === 'encodeStyle') failed(worker, id, 'engine-failed');
  };
  const other = made.styles.entries.find(({ id }) => id !== 'great-wave');
  made.styles.choose(other?.id ?? '');
  await expect.poll(() => notices.map(({ code }) => code)).toEqual(['style-failed']);
  expect(made.snapshot.settings.styleId).toBe('great-wave');
  expect(JSON.parse(localStorage.getItem('impasto.settings') ?? '')).toMatchObject({ styleId: other?.id });
});

test('an engine that cannot encode even the first style is replaced, not the style', async () => {
  answer = (worker, sent) => {
    if (sent.call === 'encodeStyle' && worker === workers[0]) failed(worker, sent.id, 'engine-failed');
    else works(worker, sent);
  };
  const { made, notices, alive } = await open(models, { styleId: 'great-wave' });
  await made.start({ camera: false });
  await expect.poll(() => notices.map(({ code }) => code)).toEqual(['engine-restarted']);
  await expect.poll(() => kind(made)).toBe('ready');
  expect([workers.length, alive()]).toEqual([2, 1]);
  expect(made.snapshot.settings.styleId).toBe('great-wave');
});

test('a worker that is lost is replaced by one in the same look', async () => {
  const { made, notices } = await open(models, { strength: 0.3 });
  await made.start({ camera: false });
  await expect.poll(() => workers[0]?.sent.some(({ call }) => call === 'setLook')).toBe(true);
  workers[0]?.sayNonsense();
  await expect
    .poll(() => workers[1]?.sent.find(({ call }) => call === 'setLook'))
    .toMatchObject({
      request: { look: { strength: 0.3 } },
    });
  expect(notices).toEqual([{ code: 'engine-restarted' }]);
  expect(workers[0]?.terminated).toBe(true);
});

test('of backends that are chosen one after the other the last one paints; the others’ workers are ended', async () => {
  const waiting: (() => void)[] = [];
  answer = (worker, sent) => {
    if (sent.call === 'open') waiting.push(() => works(worker, sent));
    else works(worker, sent);
  };
  const { made, alive } = await open();
  const started = made.start({ camera: false });
  await expect.poll(() => waiting.length).toBe(1);
  made.settings.change({ backend: 'webgl' });
  await expect.poll(() => waiting.length).toBe(2);
  made.settings.change({ backend: 'cpu' });
  await expect.poll(() => waiting.length).toBe(3);
  for (const go of waiting.toReversed()) go();
  await started;
  await expect.poll(() => made.snapshot.engine).toMatchObject({ kind: 'ready', backend: 'cpu' });
  expect(alive()).toBe(1);
});

test.each([0, 1, 2, 3, 5, 8, 13])(
  'closed after %i steps of its start: no worker is left, nothing is said',
  async (steps) => {
    const { made, notices, alive } = await open();
    const started = made.start({ camera: false });
    for (let step = 0; step < steps; step++) await Promise.resolve();
    made.destroy();
    session = undefined;
    await started;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([alive(), notices]).toEqual([0, []]);
  },
);
