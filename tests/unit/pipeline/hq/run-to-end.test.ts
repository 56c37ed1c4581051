/** A run whose worker is lost goes on with less memory; what cannot go on says why it was lost first. */
import { expect, test, vi } from 'vitest';
import type { HqWorker } from '../../../../src/pipeline/hq/hq-worker';
import { runToEnd } from '../../../../src/pipeline/hq/run-to-end';
import { ImpastoError } from '../../../../src/shared/errors';
import type { HqClient, HqOutcome, HqRunOptions } from '../../../../src/workers/hq/hq.client';

vi.stubGlobal('navigator', { deviceMemory: 8 });
vi.stubGlobal('matchMedia', () => ({ matches: false }));

const outcome = {} as HqOutcome;
const lost = (message: string): ImpastoError => new ImpastoError('engine-lost', message);
const ignore = (): void => undefined;
const options: HqRunOptions = { previewMs: 1000, onProgress: ignore, onPreview: ignore };

/** @param answers to going on from the kept state, one for each time */
function setUp(answers: readonly (HqOutcome | Error)[]) {
  const memory: number[] = [];
  const left = [...answers];
  const client = {
    startSaved: ({ memoryBytes }: { readonly memoryBytes: number }) => {
      memory.push(memoryBytes);
      const answer = left.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  } as unknown as HqClient;
  const drop = vi.fn();
  const worker = { client: () => Promise.resolve(client), drop } as unknown as HqWorker;
  const { signal } = new AbortController();
  const run = (first: HqOutcome | Error, onLost = ignore): Promise<HqOutcome> =>
    runToEnd(
      worker,
      () => (first instanceof Error ? Promise.reject(first) : Promise.resolve(first)),
      options,
      signal,
      onLost,
    );
  return { run, memory, drop };
}

test('a run that is not disturbed is begun once', async () => {
  const { run, memory, drop } = setUp([]);
  expect(await run(outcome)).toBe(outcome);
  expect([memory, drop.mock.calls.length]).toEqual([[], 0]);
});

test('each time its worker is lost it goes on from what was kept, with half the memory', async () => {
  const { run, memory, drop } = setUp([lost('again'), outcome]);
  const onLost = vi.fn();
  expect(await run(lost('out of memory'), onLost)).toBe(outcome);
  expect(Number(memory[1]) / Number(memory[0])).toBe(0.5);
  expect([drop.mock.calls.length, onLost.mock.calls.length]).toEqual([2, 2]);
});

test('it is given up after three times', async () => {
  const { run, memory } = setUp([lost('2'), lost('3'), lost('4')]);
  await expect(run(lost('1'))).rejects.toThrow('4');
  expect(memory.length).toBe(3);
});

test('lost before anything was kept: the reason is why it was lost', async () => {
  const { run } = setUp([new ImpastoError('storage', 'nothing was kept')]);
  await expect(run(lost('the GPU went away'))).rejects.toThrow('the GPU went away');
});

test('any other trouble is told at once', async () => {
  const { run, memory } = setUp([]);
  await expect(run(new ImpastoError('model-format', 'no'))).rejects.toMatchObject({ code: 'model-format' });
  expect(memory).toEqual([]);
});
