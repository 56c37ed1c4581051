/** New versions and working offline, with orders of events that a browser gives rarely. Service worker and page are made up. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppLifecycle } from '../../../../src/pipeline/page/app-lifecycle';
import { updateBlocker } from '../../../../src/pipeline/state/update-blocker';
import type { OfflineEvents } from '../../../../src/workers/offline/offline.client';

const worker = vi.hoisted(() => ({
  register: vi.fn<(signal?: AbortSignal) => Promise<void>>(),
  complete: vi.fn<() => Promise<{ kept: number; total: number }>>(),
  handOver: vi.fn(),
  destroy: vi.fn(),
  events: undefined as OfflineEvents | undefined,
}));
vi.mock('../../../../src/workers/offline/offline.client', () => ({
  OfflineClient: class {
    register = worker.register;
    complete = worker.complete;
    handOver = worker.handOver;
    destroy = worker.destroy;
    constructor(events: OfflineEvents) {
      worker.events = events;
    }
  },
}));

const page = Object.assign(new EventTarget(), {
  matchMedia: () => ({ matches: false }),
  reload: vi.fn(),
});
let lifecycle: AppLifecycle;

beforeEach(() => {
  vi.stubEnv('PROD', true);
  vi.stubGlobal('window', page);
  vi.stubGlobal('matchMedia', page.matchMedia);
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('navigator', { serviceWorker: {}, userAgent: '', onLine: true });
  vi.stubGlobal('location', { reload: page.reload });
  vi.clearAllMocks();
  worker.register.mockResolvedValue();
  worker.complete.mockResolvedValue({ kept: 3, total: 3 });
  lifecycle = new AppLifecycle();
});
afterEach(() => {
  lifecycle.destroy();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

test('everything is kept: it works offline', async () => {
  expect(lifecycle.state.offline).toBe('preparing');
  await lifecycle.prepareOffline();
  expect(lifecycle.state.offline).toBe('ready');
});

test.each([
  ['the browser refuses the worker', () => worker.register.mockRejectedValue(new Error('refused'))],
  ['something could not be kept', () => worker.complete.mockResolvedValue({ kept: 2, total: 3 })],
  ['the worker does not know the question', () => worker.complete.mockRejectedValue(new Error('no'))],
])('%s: it says that it does not work offline, and goes on', async (_what, fail) => {
  fail();
  await lifecycle.prepareOffline();
  expect(lifecycle.state.offline).toBe('unavailable');
});

test('a new version is let in at once when nothing is going on', async () => {
  await lifecycle.prepareOffline();
  worker.events?.onWaiting();
  expect(lifecycle.state.update).toBe('waiting');
  await Promise.all([lifecycle.update(), lifecycle.update()]);
  expect(worker.handOver).toHaveBeenCalledOnce();
});

test('it waits for the end of a take, and is then let in once', async () => {
  await lifecycle.prepareOffline();
  worker.events?.onWaiting();
  const done = updateBlocker.begin();
  const updated = lifecycle.update();
  await vi.waitFor(() => expect(lifecycle.state.update).toBe('after-work'));
  await lifecycle.update();
  expect(worker.handOver).not.toHaveBeenCalled();
  done();
  await updated;
  expect(worker.handOver).toHaveBeenCalledOnce();
});

test('another tab lets it in while a take is recorded here: afterwards the page is loaded anew, and not asked again', async () => {
  await lifecycle.prepareOffline();
  worker.events?.onWaiting();
  const done = updateBlocker.begin();
  const updated = lifecycle.update();
  await vi.waitFor(() => expect(lifecycle.state.update).toBe('after-work'));
  worker.events?.onReplaced();
  expect(lifecycle.state.update).toBe('after-work');
  done();
  await updated;
  expect([page.reload.mock.calls.length, worker.handOver.mock.calls.length]).toEqual([1, 0]);
});

test('a page that ends while it waits does not load itself anew', async () => {
  await lifecycle.prepareOffline();
  worker.events?.onReplaced();
  const done = updateBlocker.begin();
  const updated = lifecycle.update();
  await vi.waitFor(() => expect(lifecycle.state.update).toBe('after-work'));
  lifecycle.destroy();
  done();
  await expect(updated).rejects.toMatchObject({ name: 'AbortError' });
  expect(page.reload).not.toHaveBeenCalled();
});

test.each([
  [true, 'replaced', 0],
  [false, 'none', 1],
] as const)('a part that does not load, online %s', (onLine, update, told) => {
  vi.stubGlobal('navigator', { serviceWorker: {}, userAgent: '', onLine });
  const missing = vi.fn();
  lifecycle.addEventListener('part-missing', missing);
  page.dispatchEvent(new Event('vite:preloadError'));
  expect([lifecycle.state.update, missing.mock.calls.length]).toEqual([update, told]);
});
