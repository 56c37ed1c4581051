import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EngineRetries } from '../../../../src/pipeline/convert/engine-retries';
import type { RunningEngine } from '../../../../src/pipeline/engine/engine-supervisor';
import { ImpastoError } from '../../../../src/shared/errors';
import type { ImpastoErrorCode } from '../../../../src/shared/errors';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [first, second] = [{}, {}] as unknown as [RunningEngine, RunningEngine];

function build(running: RunningEngine | null) {
  const supervisor = { running };
  const stop = new AbortController();
  return { supervisor, stop, retries: new EngineRetries(supervisor) };
}

test('work that fails because its engine was lost is done again with the next one', async () => {
  const { supervisor, stop, retries } = build(first);
  const seen: RunningEngine[] = [];
  const done = retries.run(stop.signal, (engine) => {
    seen.push(engine);
    if (engine === second) return Promise.resolve('painted');
    supervisor.running = null;
    setTimeout(() => (supervisor.running = second), 1000);
    return Promise.reject(new ImpastoError('engine-lost', 'gone'));
  });
  await vi.advanceTimersByTimeAsync(2000);
  await expect(done).resolves.toBe('painted');
  expect(seen).toEqual([first, second]);
});

test.each<[ImpastoErrorCode, number]>([
  ['engine-lost', 4],
  ['destroyed', 4],
  ['engine-failed', 1],
])('%s is told after %i tries', async (code, tries) => {
  const { stop, retries } = build(first);
  const work = vi.fn(() => Promise.reject(new ImpastoError(code, 'no')));
  const done = expect(retries.run(stop.signal, work)).rejects.toMatchObject({ code });
  await vi.advanceTimersByTimeAsync(5000);
  await done;
  expect(work).toHaveBeenCalledTimes(tries);
});

test('an engine that still draws a frame of the live picture is waited for, however long', async () => {
  const { stop, retries } = build(first);
  let busy = 50;
  const done = retries.run(stop.signal, () =>
    busy-- > 0 ? Promise.reject(new ImpastoError('engine-busy', 'drawing')) : Promise.resolve('drawn'),
  );
  await vi.advanceTimersByTimeAsync(1000);
  await expect(done).resolves.toBe('drawn');
});

test('an engine that does not come back ends it, and so does a person', async () => {
  const { stop, retries } = build(null);
  const never = expect(retries.engine(stop.signal)).rejects.toThrow('The engine did not come back.');
  await vi.advanceTimersByTimeAsync(61_000);
  await never;
  const cancelled = expect(retries.engine(stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  stop.abort();
  await vi.advanceTimersByTimeAsync(200);
  await cancelled;
});
