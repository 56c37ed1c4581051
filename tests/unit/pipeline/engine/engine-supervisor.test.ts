/** What becomes of an engine whose calls fail, one after the other, as a person would see it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EngineSupervisor } from '../../../../src/pipeline/engine/engine-supervisor';
import { patienceMs } from '../../../../src/pipeline/engine/paint-watch';
import type { EngineState } from '../../../../src/pipeline/api/session-state';
import { FakeWorker } from '../../../support/fakes/fake-worker';
import type { Sent } from '../../../support/fakes/fake-worker';
import { backends } from '../../../../src/workers/networks/types';
import type { Backend, ModelFiles } from '../../../../src/workers/networks/types';

type Open = Sent & { readonly request: { readonly backend: string; readonly skip: readonly Backend[] } };

const isOpen = (request: Sent): request is Open => request.call === 'open';
const models: ModelFiles = {
  transformer: new ArrayBuffer(1),
  styleHead: new ArrayBuffer(1),
  lossNetwork: new ArrayBuffer(1),
};

let host: EngineSupervisor | undefined;

beforeEach(() => {
  // A port can be transferred in Node as a canvas can in a browser.
  const createElement = () => ({ transferControlToOffscreen: () => new MessageChannel().port1 });
  vi.stubGlobal('document', { createElement });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  host?.destroy();
  host = undefined;
});

/** An engine worker that opens on the first backend that it may take, and then answers no call. */
function opensOnly(warmUpMs = 10): FakeWorker {
  const worker = new FakeWorker();
  worker.answer = (request) => {
    if (!isOpen(request)) return;
    const backend = backends.find((one) => !request.request.skip.includes(one));
    const result = { backend, engine: 'tfjs', precision: 'f32', timestamps: false, tried: [], warmUpMs };
    worker.say({ kind: 'done', id: request.id, result });
  };
  return worker;
}

function open(spawn: () => FakeWorker) {
  const states: EngineState[] = [];
  const restarts: (Backend | undefined)[] = [];
  const made: EngineSupervisor = new EngineSupervisor(
    () => Promise.resolve(models),
    {
      onChange: () => states.push(made.state),
      onRestart: (_error, backend) => restarts.push(backend),
      patience: () => patienceMs.live,
    },
    spawn,
  );
  host = made;
  return { host: made, states, restarts };
}

const size = () => ({ width: 64, height: 64 });

test('an engine that is ready and never answers gives way to the next backend, and the last one is told', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] });
  const { host, restarts } = open(() => opensOnly());
  await host.start('auto', size);
  for (const next of ['webgl', 'wasm', 'cpu'] as const) {
    host.running?.client
      .encodeStyle({ data: new Uint8ClampedArray(4), width: 1, height: 1 })
      .catch(() => undefined);
    await vi.advanceTimersByTimeAsync(6000);
    await vi.waitFor(() => expect(host.state).toMatchObject({ kind: 'ready', backend: next }));
  }
  host.running?.client
    .encodeStyle({ data: new Uint8ClampedArray(4), width: 1, height: 1 })
    .catch(() => undefined);
  await vi.advanceTimersByTimeAsync(6000);
  await vi.waitFor(() => expect(host.state).toMatchObject({ kind: 'failed', problem: 'engine-failed' }));
  expect(restarts).toEqual(['webgpu', 'webgl', 'wasm']);

  // A person asks for another try: nothing is passed over any more.
  await host.start('auto', size);
  expect(host.state).toMatchObject({ kind: 'ready', backend: 'webgpu' });
});

test('a backend that hangs while it starts gives way to the next one', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] });
  const { host, restarts } = open(() => {
    const worker = opensOnly();
    const { answer } = worker;
    worker.answer = (request) => {
      if (isOpen(request) && !request.request.skip.includes('webgl'))
        worker.say({ kind: 'event', event: { step: 'probe', backend: 'webgl' } });
      else answer(request);
    };
    return worker;
  });
  void host.start('webgl', size);
  // The networks are hashed in real time; patience begins with the worker.
  await vi.waitFor(() => expect(host.state).toMatchObject({ kind: 'warming' }));
  await vi.advanceTimersByTimeAsync(40_000);
  expect(host.state).toMatchObject({ kind: 'warming' });
  await vi.advanceTimersByTimeAsync(7000);
  await vi.waitFor(() => expect(host.state).toMatchObject({ kind: 'ready', backend: 'webgpu' }));
  expect(restarts).toEqual(['webgl']);
});

test('an engine that does not even begin to start is told at once', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] });
  const { host } = open(() => new FakeWorker());
  void host.start('auto', size);
  await vi.waitFor(() => expect(host.state).toMatchObject({ kind: 'warming' }));
  await vi.advanceTimersByTimeAsync(47_000);
  await vi.waitFor(() => expect(host.state).toMatchObject({ kind: 'failed', problem: 'engine-failed' }));
});

test('a host that could not be fetched is fetched again by a new worker', async () => {
  let spawned = 0;
  const { host } = open(() => {
    const worker = opensOnly();
    spawned += 1;
    if (spawned < 3)
      worker.answer = () => worker.say({ kind: 'lost', error: { code: 'missing-part', message: 'offline' } });
    return worker;
  });
  await host.start('auto', size);
  expect(spawned).toBe(3);
  expect(host.state).toMatchObject({ kind: 'ready' });
});

test('one that cannot be fetched at all is told as what it is', async () => {
  const { host } = open(() => {
    const worker = new FakeWorker();
    worker.answer = () => worker.say({ kind: 'lost', error: { code: 'missing-part', message: 'offline' } });
    return worker;
  });
  await host.start('auto', size);
  expect(host.state).toMatchObject({ kind: 'failed', problem: 'models-unreachable' });
});

test('frames that fail again after a restart take the next backend', async () => {
  const { host, restarts } = open(() => opensOnly());
  await host.start('auto', size);
  host.framesFail(new Error('the shader does not compile'));
  await vi.waitFor(() => expect(host.state).toMatchObject({ kind: 'ready', backend: 'webgpu' }));
  host.framesFail(new Error('the shader does not compile'));
  await vi.waitFor(() => expect(host.state).toMatchObject({ kind: 'ready', backend: 'webgl' }));
  expect(restarts).toEqual(['webgpu', 'webgpu']);
});
