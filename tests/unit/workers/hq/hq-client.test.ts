/** The HQ client with a worker that does not do what it should. */
import { afterEach, expect, test, vi } from 'vitest';
import { HqClient } from '../../../../src/workers/hq/hq.client';
import { FakeWorker } from '../../../support/fakes/fake-worker';

afterEach(() => vi.restoreAllMocks());

test('a worker that never says that it is open is given up, and that is told', async () => {
  // `AbortSignal.timeout` is not among the timers that vitest can wind.
  const limit = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  const worker = new FakeWorker();
  const created = HqClient.create({ lossNetwork: new ArrayBuffer(8), spawn: () => worker });
  await vi.waitFor(() => expect(worker.sent).toMatchObject([{ call: 'open' }]));
  expect(timeout).toHaveBeenCalledWith(90_000);
  limit.abort(new DOMException('late', 'TimeoutError'));
  await expect(created).rejects.toMatchObject({ code: 'engine-silent' });
  expect(worker.terminated).toBe(true);
});

test('one that crashes while it opens is told too', async () => {
  const worker = new FakeWorker();
  worker.answer = () => worker.sayNonsense();
  await expect(
    HqClient.create({ lossNetwork: new ArrayBuffer(8), spawn: () => worker }),
  ).rejects.toMatchObject({ code: 'engine-lost' });
  expect(worker.terminated).toBe(true);
});
