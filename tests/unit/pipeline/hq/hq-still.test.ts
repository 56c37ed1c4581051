/**
 * An HQ still with a worker that answers, fails or goes when the test says: the phases a person sees, and what is
 * freed.
 * The worker and the frame are made up; all in between is real.
 */
import { afterAll, expect, test, vi } from 'vitest';
import type { HqFrame } from '../../../../src/pipeline/hq/hq-frame';
import { HqStill } from '../../../../src/pipeline/hq/hq-still';
import { ImpastoError } from '../../../../src/shared/errors';
import { ScriptedWorkers } from '../../../support/fakes/scripted-workers';
import { styleEntry } from '../../../support/fakes/style-entry';

const trim = vi.hoisted(() => vi.fn<(file: Blob) => Promise<ArrayBuffer>>());
// Reading a real VGG-19 takes 40 MB; how long it takes is what counts here.
vi.mock('../../../../src/workers/networks/files/vgg19-file', () => ({ trimVgg19: trim }));
vi.stubGlobal('matchMedia', () => ({ matches: false }));
vi.stubGlobal('navigator', {});
afterAll(() => vi.unstubAllGlobals());

const entry = styleEntry('wave', { title: 'Wave' });
const picture = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
/** A bitmap that can be sent to a made-up worker. */
class FakeBitmap {
  readonly data = new Uint8ClampedArray(4);
  readonly width = 1;
  readonly height = 1;
  close(): void {
    this.data.fill(0);
  }
}
const outcome = { ...picture, preview: picture, optimised: picture, limited: false, ending: 'done' };

function setUp({ frame = true, load = () => Promise.resolve(new ArrayBuffer(8)) } = {}) {
  const scripted = new ScriptedWorkers({ open: { backend: 'wasm' }, start: outcome, startSaved: outcome });
  const { all: workers, silent, failing, results } = scripted;
  const close = vi.fn();
  const closed = vi.fn();
  const hqFrame = {
    size: { width: 1, height: 1 },
    live: picture,
    content: () => Promise.resolve({ content: picture, mirror: false }),
    styled: () => Promise.resolve(null),
    part: null,
    close,
  } as unknown as HqFrame;
  const still = new HqStill({
    backend: 'auto',
    styles: [entry],
    chosen: { mix: [{ id: 'wave', weight: 1 }], strength: 1 },
    other: null,
    frame: frame ? hqFrame : null,
    loadPerceptualNetwork: load,
    stylePicture: () => Promise.resolve(new FakeBitmap() as unknown as ImageBitmap),
    keepFilm: () => Promise.resolve(),
    onClosed: closed,
    spawn: scripted.spawn,
  });
  const phase = (): string => still.snapshot.phase.kind;
  const asked = (call: string): Promise<void> => vi.waitFor(() => expect(scripted.wasAsked(call)).toBe(true));
  return { still, workers, silent, failing, close, closed, phase, asked, results };
}

test('from opening to the picture; closing frees the frame and the worker', async () => {
  const { still, phase, workers, close, closed } = setUp();
  await still.open();
  expect([phase(), still.snapshot.backend]).toEqual(['ready', 'wasm']);
  await still.start();
  expect(still.snapshot.phase).toMatchObject({ kind: 'done', kept: false });
  still.close();
  still.close();
  expect([close.mock.calls.length, closed.mock.calls.length]).toEqual([1, 1]);
  expect(workers.every(({ terminated }) => terminated)).toBe(true);
});

test('started twice, it runs once', async () => {
  const { still, workers, silent, phase, asked } = setUp();
  await still.open();
  silent.add('start');
  void still.start();
  void still.start();
  await asked('start');
  expect(workers.at(-1)?.sent.filter(({ call }) => call === 'start').length).toBe(1);
  expect(phase()).toBe('running');
  still.close();
});

test('cancelled: back to the settings, ready to begin anew', async () => {
  const { still, silent, workers, phase, asked } = setUp();
  await still.open();
  silent.add('start');
  const running = still.start();
  await asked('start');
  still.cancel();
  const [worker] = workers;
  const started = worker?.sent.find(({ call }) => call === 'start');
  // The worker answers once it has freed everything.
  worker?.say({ kind: 'failed', id: started?.id, error: { code: 'aborted', message: 'cancelled' } });
  await running;
  expect(phase()).toBe('ready');
  silent.clear();
  await still.start();
  expect(phase()).toBe('done');
});

test.each([
  ['no-backend', 'no-backend'],
  ['model-format', 'own-network-missing'],
])('a worker that does not open (%s) is told, and tried again', async (code, problem) => {
  const { still, failing, phase } = setUp();
  failing.set('open', code);
  await still.open();
  expect(still.snapshot.phase).toMatchObject({ kind: 'failed', problem });
  failing.clear();
  await still.again();
  expect(phase()).toBe('ready');
});

test('without the network the way on is to try again', async () => {
  let offline = true;
  const { still, phase } = setUp({
    load: () =>
      offline
        ? Promise.reject(new ImpastoError('model-download', 'offline'))
        : Promise.resolve(new ArrayBuffer(8)),
  });
  await still.open();
  expect(still.snapshot.phase).toMatchObject({ kind: 'failed', problem: 'own-network-missing' });
  offline = false;
  await still.again();
  expect(phase()).toBe('ready');
});

test('a network of one’s own that is slow to read holds the start back, and is not begun on', async () => {
  const { still, phase, workers } = setUp();
  await still.open();
  let give: (bytes: ArrayBuffer) => void = () => undefined;
  trim.mockImplementationOnce(() => new Promise((resolve) => (give = resolve)));
  const using = still.useNetwork(new Blob(['vgg']));
  await still.start();
  expect(phase(), 'not on the network that goes').toBe('preparing');
  give(new ArrayBuffer(16));
  await using;
  expect([phase(), still.snapshot.network]).toEqual(['ready', 'custom']);
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
});

test('of two networks the one chosen last is used, whichever is read first', async () => {
  const { still, phase } = setUp();
  await still.open();
  let give: (bytes: ArrayBuffer) => void = () => undefined;
  trim.mockImplementationOnce(() => new Promise((resolve) => (give = resolve)));
  const slow = still.useNetwork(new Blob(['slow']));
  await still.useNetwork(null);
  expect([phase(), still.snapshot.network]).toEqual(['ready', 'own']);
  give(new ArrayBuffer(16));
  await slow;
  expect([phase(), still.snapshot.network]).toEqual(['ready', 'own']);
});

test('a refused network leaves the one before; while a picture is painted none is changed', async () => {
  const { still, silent, phase, asked } = setUp();
  await still.open();
  trim.mockRejectedValueOnce(new ImpastoError('model-format', 'no VGG-19'));
  await still.useNetwork(new Blob(['letter']));
  expect(still.snapshot).toMatchObject({
    phase: { kind: 'failed', problem: 'network-refused' },
    network: 'own',
  });
  await still.again();
  silent.add('start');
  void still.start();
  await asked('start');
  await still.useNetwork(null);
  expect(phase()).toBe('running');
  still.close();
});

test('a kept run goes on by itself; one that is gone says so', async () => {
  const { still, phase, results } = setUp({ frame: false });
  results['saved'] = null;
  await still.open();
  expect(phase()).toBe('done');
  const gone = setUp({ frame: false });
  gone.failing.set('startSaved', 'storage');
  await gone.still.open();
  expect(gone.still.snapshot.phase).toMatchObject({ kind: 'failed', problem: 'kept-run-gone' });
});

test('closed while it opens, a kept run is not gone on with', async () => {
  const { still, workers } = setUp({ frame: false });
  const opening = still.open();
  still.close();
  await opening;
  expect(workers).toEqual([]);
});
