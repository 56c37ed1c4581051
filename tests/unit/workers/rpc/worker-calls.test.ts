import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ImpastoError } from '../../../../src/shared/errors';
import { serveCalls, Transferred, WorkerCalls } from '../../../../src/workers/rpc/worker-calls';
import type { CallReply } from '../../../../src/workers/rpc/worker-calls';
import { RecordClient } from '../../../../src/workers/record/record.client';
import { FakeWorker } from '../../../support/fakes/fake-worker';

interface Calls {
  double: { request: { readonly value: unknown }; result: number };
}

let worker: FakeWorker;
let crashes: ImpastoError[];
let calls: WorkerCalls<Calls, string>;

beforeEach(() => {
  worker = new FakeWorker();
  crashes = [];
  calls = new WorkerCalls<Calls, string>(
    worker,
    () => undefined,
    (error) => crashes.push(error),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([
  [
    'a crash',
    () => worker.onerror?.call(worker as unknown as Worker, { message: 'no' } as ErrorEvent),
    'worker-lost',
  ],
  ['an unreadable message', () => worker.sayNonsense(), 'worker-lost'],
  [
    'a host that could not be loaded',
    () => worker.say({ kind: 'lost', error: { code: 'missing-part', message: 'no' } }),
    'missing-part',
  ],
])('%s rejects what waits and what comes later, once', async (_what, end, code) => {
  const waiting = calls.call('double', { value: 1 });
  end();
  end();
  await expect(waiting).rejects.toMatchObject({ code });
  await expect(calls.call('double', { value: 2 })).rejects.toMatchObject({ code });
  expect(crashes).toMatchObject([{ code }]);
  expect(worker.terminated).toBe(true);
});

test('what cannot be sent rejects at once, and is not rejected again at the end', async () => {
  await expect(calls.call('double', { value: () => 1 })).rejects.toMatchObject({ code: 'invalid-argument' });
  calls.destroy();
  expect(crashes).toEqual([]);
});

test('a worker that never answers is given up after the time that was granted', async () => {
  vi.useFakeTimers();
  const waiting = calls.call('double', { value: 1 }, [], undefined, 2000);
  const rejected = expect(waiting).rejects.toMatchObject({ code: 'worker-lost' });
  await vi.advanceTimersByTimeAsync(1999);
  expect(crashes).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  await rejected;
  expect(crashes).toHaveLength(1);
});

test('results are transferred, not copied', async () => {
  const sent: [CallReply<never>, Transferable[] | undefined][] = [];
  const bytes = new ArrayBuffer(8);
  const serve = serveCalls<{ bytes: { request: object; result: ArrayBuffer } }>(
    (reply, transfer) => sent.push([reply, transfer]),
    { bytes: () => new Transferred(bytes, [bytes]) },
  );
  serve({ id: 7, call: 'bytes', request: {} });
  await vi.waitFor(() => expect(sent).toEqual([[{ kind: 'done', id: 7, result: bytes }, [bytes]]]));
});

test('a record worker that does not begin is given up', async () => {
  vi.useFakeTimers();
  const { port1 } = new MessageChannel();
  const client = new RecordClient({ onEvent: () => undefined, onCrash: () => undefined }, () => worker);
  const size = { width: 2, height: 2 };
  const starting = client.start({ name: 'take', size, frames: port1, sound: null });
  const rejected = expect(starting).rejects.toMatchObject({ code: 'worker-lost' });
  await vi.advanceTimersByTimeAsync(15_000);
  await rejected;
});
