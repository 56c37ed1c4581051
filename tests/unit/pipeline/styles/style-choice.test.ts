/** From chosen styles to the engine's look, whatever the order in which encodings end or fail. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { LookTransition } from '../../../../src/pipeline/styles/look-transition';
import { StyleChoice } from '../../../../src/pipeline/styles/style-choice';
import type { StyleLibrary } from '../../../../src/pipeline/styles/style-library';
import { ImpastoError } from '../../../../src/shared/errors';
import type { EngineClient } from '../../../../src/workers/engine/engine.client';
import type { Look, StyleCode } from '../../../../src/workers/networks/types';

vi.stubGlobal('cancelAnimationFrame', () => undefined);

const numberOf: Record<string, number> = { wave: 1, night: 2, scream: 3 };
const styleIds = Object.keys(numberOf);

interface Setup {
  /** Resolves when the artwork of `id` is there. */
  readonly picture?: (id: string) => Promise<void>;
  /** Resolves when the engine has encoded `id`; rejects when it could not. */
  readonly encode?: (id: string) => Promise<void>;
  /** The code that ships with `id`. */
  readonly shipped?: (id: string) => StyleCode | null;
}

function setUp({ picture, encode, shipped }: Setup = {}) {
  const looks: Look[] = [];
  const failed: [id: string, fallbackId: string | null][] = [];
  const library = {
    recipe: () => null,
    galleryCode: (id: string) => Promise.resolve(shipped?.(id) ?? null),
    picture: async (id: string) => {
      await picture?.(id);
      return { id };
    },
  } as unknown as StyleLibrary;
  const choice = new StyleChoice({
    library,
    engine: { network: 'none' },
    transition: new LookTransition(
      () => 0,
      () => undefined,
    ),
    onChange: () => undefined,
    onFailed: (id, fallbackId) => failed.push([id, fallbackId]),
  });
  const engine = (): EngineClient =>
    ({
      encodeStyle: async ({ id }: { readonly id: string }) => {
        await encode?.(id);
        return new Float32Array(100).fill(numberOf[id] ?? Number.NaN);
      },
      setLook: (look: Look) => looks.push(look),
    }) as unknown as EngineClient;
  const shown = (): (number | undefined)[] | undefined => looks.at(-1)?.mix.map(({ code }) => code[0]);
  return { choice, engine, looks, failed, shown };
}

const only = (id: string) => [{ id, weight: 1 }];
/** All that was started has come to rest. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('the style chosen last is shown, in whatever order artworks and codes arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom(...styleIds), { minLength: 1, maxLength: 5 }),
      async (scheduler, chosen) => {
        const { choice, engine, looks, shown } = setUp({
          picture: () => scheduler.schedule(Promise.resolve()),
          encode: () => scheduler.schedule(Promise.resolve()),
        });
        choice.setClient(engine());
        for (const id of chosen) choice.choose(only(id));
        await scheduler.waitIdle();
        await rest();
        const last = numberOf[chosen.at(-1) ?? ''];
        expect(shown()).toEqual([last]);
        expect(
          looks.map(({ mix }) => mix[0]?.code[0]),
          'no other flashes by',
        ).toEqual([last]);
        expect(choice.encodingId).toBeNull();
      },
    ),
  );
});

test('an engine that is replaced in the middle gets the look; the old one gets none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { choice, engine, looks, shown } = setUp({ encode: () => scheduler.schedule(Promise.resolve()) });
      const [old, next] = [engine(), engine()];
      choice.setClient(old);
      choice.choose([...only('wave'), ...only('night')]);
      await scheduler.waitNext(1);
      choice.setClient(next);
      await scheduler.waitIdle();
      await rest();
      expect(choice.isReady(next)).toBe(true);
      expect(choice.isReady(old)).toBe(false);
      expect(shown()).toEqual([1, 2]);
      expect(looks.length).toBe(1);
    }),
  );
});

test('one failure of the engine is tried again; the second is told, and what was shown stays', async () => {
  let failures = 1;
  const { choice, engine, failed, shown } = setUp({
    encode: (id) => {
      if (id !== 'night' || failures <= 0) return Promise.resolve();
      failures -= 1;
      return Promise.reject(new ImpastoError('engine-failed', 'no'));
    },
  });
  choice.setClient(engine());
  choice.choose(only('wave'));
  await rest();
  choice.choose(only('night'));
  await rest();
  expect([failed, shown()]).toEqual([[], [2]]);
  choice.choose(only('wave'));
  await rest();
  failures = Infinity;
  // Its code is known: no engine is asked again.
  choice.choose(only('night'));
  await rest();
  expect([failed, shown()]).toEqual([[], [2]]);
});

test('a style that cannot be read is told with what is still shown', async () => {
  const { choice, engine, failed, shown } = setUp({
    picture: (id) =>
      id === 'scream'
        ? Promise.reject(new ImpastoError('unreachable-picture', 'offline'))
        : Promise.resolve(),
  });
  choice.setClient(engine());
  choice.choose(only('wave'));
  await rest();
  choice.choose(only('scream'));
  await rest();
  expect(failed).toEqual([['scream', 'wave']]);
  expect(shown()).toEqual([1]);
  expect(choice.encodingId).toBeNull();
});

test('a preview is shown once it is encoded, and given back; without an engine nothing is thrown', async () => {
  const { choice, engine, shown } = setUp();
  choice.choose(only('wave'));
  await expect(choice.code('wave')).rejects.toMatchObject({ name: 'AbortError' });
  choice.setClient(engine());
  await rest();
  choice.preview(only('night'));
  await rest();
  expect(shown(), 'it is being encoded').toEqual([1]);
  choice.preview(only('night'));
  expect(shown()).toEqual([2]);
  choice.setStrength(0.5);
  expect(shown()).toEqual([2]);
  choice.preview(null);
  expect(shown()).toEqual([1]);
  expect(choice.look?.strength).toBe(0.5);
});

test('a code that ships is taken without artwork and encoder; without one the artwork is read', async () => {
  const asked: string[] = [];
  const { choice, engine, shown } = setUp({
    picture: (id) => {
      asked.push(id);
      return Promise.resolve();
    },
    shipped: (id) => (id === 'wave' ? new Float32Array(100).fill(7) : null),
  });
  choice.setClient(engine());
  choice.choose([...only('wave'), ...only('night')]);
  await rest();
  expect(shown()).toEqual([7, 2]);
  expect(asked).toEqual(['night']);
});
