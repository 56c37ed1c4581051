/** The segment worker beside engines that come and go, in any order, and failures at each step. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PersonMasks } from '../../../../src/pipeline/engine/person-masks';
import type { EngineClient } from '../../../../src/workers/engine/engine.client';
import type { StyledArea } from '../../../../src/workers/networks/types';
import { ScriptedWorkers } from '../../../support/fakes/scripted-workers';

/** An engine that counts who asks it for masks. */
class Engine {
  opened = 0;
  closed = 0;
  readonly client = {
    openMasks: () => {
      this.opened += 1;
      return new MessageChannel().port2;
    },
    closeMasks: () => void (this.closed += 1),
  } as unknown as EngineClient;
}

function setUp() {
  const workers = new ScriptedWorkers({});
  const told = { ready: 0, trouble: 0 };
  const masks = new PersonMasks(
    { onReady: () => void (told.ready += 1), onTrouble: () => void (told.trouble += 1) },
    workers.spawn,
  );
  const alive = (): number => workers.all.filter(({ terminated }) => !terminated).length;
  return { masks, workers, told, alive };
}

test('nothing is loaded while all of the picture is painted', () => {
  const { masks, workers } = setUp();
  masks.use(new Engine().client, false);
  expect(workers.all).toEqual([]);
});

test('the engine that runs when the network is there is connected, once', async () => {
  const { masks, told } = setUp();
  const [old, now] = [new Engine(), new Engine()];
  masks.use(old.client, true);
  masks.use(now.client, true);
  await expect.poll(() => told.ready).toBe(1);
  masks.use(now.client, true);
  expect([old.opened, now.opened]).toEqual([0, 1]);
  masks.use(null, true);
  masks.use(old.client, true);
  expect([old.opened, told.ready], 'a new engine is connected too').toEqual([1, 2]);
  masks.destroy();
  expect(old.closed).toBe(1);
});

test.each([
  ['is there', undefined, { ready: 1, trouble: 0 }],
  ['cannot be loaded', 'model-download', { ready: 0, trouble: 1 }],
] as const)('who waits for masks is told when the network %s', async (_when, code, after) => {
  const { masks, workers, told } = setUp();
  await masks.opened;
  if (code) workers.failing.set('open', code);
  masks.use(new Engine().client, true);
  expect(told).toEqual({ ready: 0, trouble: 0 });
  await masks.opened;
  expect(told).toEqual(after);
  masks.destroy();
});

test('a network that cannot be loaded, and a worker that crashes, are told once; the next try starts anew', async () => {
  const { masks, workers, told, alive } = setUp();
  const engine = new Engine();
  workers.failing.set('open', 'model-download');
  masks.use(engine.client, true);
  await expect.poll(() => told).toEqual({ ready: 0, trouble: 1 });
  expect(alive()).toBe(0);

  workers.failing.clear();
  masks.use(engine.client, true);
  await expect.poll(() => told.ready).toBe(1);
  workers.all.at(-1)?.sayNonsense();
  expect(told.trouble).toBe(2);
  expect([engine.closed, alive()]).toEqual([1, 0]);
  workers.all.at(-1)?.sayNonsense();
  expect(told.trouble, 'a worker that was given up has nothing to report').toBe(2);
});

test('an engine that was gone when all was to be painted, and is back, gives no masks any more', async () => {
  const { masks, told } = setUp();
  const engine = new Engine();
  masks.use(engine.client, true);
  await expect.poll(() => told.ready).toBe(1);
  masks.use(null, false);
  masks.use(engine.client, false);
  expect([engine.opened, engine.closed]).toEqual([1, 1]);
});

test('whatever is switched while it loads: one worker at most, connected to the engine that runs, none in the end', async () => {
  const step = fc.record({
    engine: fc.constantFrom(0, 1, null),
    area: fc.constantFrom<StyledArea>('all', 'person'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 6 }),
      fc.array(fc.nat(3), { maxLength: 6 }),
      async (steps, rests) => {
        const { masks, told, alive } = setUp();
        const engines = [new Engine(), new Engine()] as const;
        let last: { engine: Engine | null; area: StyledArea } = { engine: null, area: 'all' };
        for (const [index, { engine, area }] of steps.entries()) {
          last = { engine: engine === null ? null : engines[engine], area };
          masks.use(last.engine?.client ?? null, area !== 'all');
          expect(alive()).toBeLessThanOrEqual(1);
          for (let rest = rests[index] ?? 0; rest > 0; rest--) await Promise.resolve();
        }
        await new Promise((resolve) => setTimeout(resolve));
        expect(alive()).toBe(last.area === 'all' ? 0 : 1);
        const open = (engine: Engine): boolean => engine.opened > engine.closed;
        if (last.engine) expect(open(last.engine)).toBe(last.area !== 'all');
        masks.destroy();
        expect(alive()).toBe(0);
        expect(told.trouble).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
});
