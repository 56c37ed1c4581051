/** From chosen styles to the engine's look, whatever the order in which encodings end or fail. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { LookTransition } from '../../../../src/pipeline/styles/look-transition';
import type { MixPart } from '../../../../src/pipeline/api/styles-api';
import type { ChosenStyles } from '../../../../src/pipeline/styles/style-choice';
import { StyleChoice } from '../../../../src/pipeline/styles/style-choice';
import type { StyleLibrary } from '../../../../src/pipeline/library/style-library';
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
  let aspect = 1;
  const brush = { mask: { data: Uint8Array.of(0), width: 1, height: 1 } };
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
    brush,
    aspect: () => aspect,
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
  const setAspect = (to: number): void => void (aspect = to);
  return { choice, engine, looks, failed, shown, setAspect, brush };
}

const only = (id: string) => [{ id, weight: 1 }];
const alone = (mix: readonly MixPart[], strength = 1): ChosenStyles => ({ mix, strength, other: null });
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
        for (const id of chosen) choice.choose(alone(only(id)));
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
      choice.choose(alone([...only('wave'), ...only('night')]));
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
  choice.choose(alone(only('wave')));
  await rest();
  choice.choose(alone(only('night')));
  await rest();
  expect([failed, shown()]).toEqual([[], [2]]);
  choice.choose(alone(only('wave')));
  await rest();
  failures = Infinity;
  // Its code is known: no engine is asked again.
  choice.choose(alone(only('night')));
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
  choice.choose(alone(only('wave')));
  await rest();
  choice.choose(alone(only('scream')));
  await rest();
  expect(failed).toEqual([['scream', 'wave']]);
  expect(shown()).toEqual([1]);
  expect(choice.encodingId).toBeNull();
});

test('a preview is shown once it is encoded, and given back; without an engine nothing is thrown', async () => {
  const { choice, engine, shown } = setUp();
  choice.choose(alone(only('wave')));
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
  expect(choice.lookFor(1)?.look.strength).toBe(0.5);
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
  choice.choose(alone([...only('wave'), ...only('night')]));
  await rest();
  expect(shown()).toEqual([7, 2]);
  expect(asked).toEqual(['night']);
});

test('two styles: each with its strength, the second where it was put; the mask is new only when it looks new', async () => {
  const { choice, engine, looks, setAspect } = setUp();
  const place = { kind: 'halves', x: 0.5, y: 0.5, angle: 0, size: 0.3 } as const;
  const other = { mix: only('night'), strength: 0.4, first: true, place };
  choice.setClient(engine());
  choice.choose({ ...alone(only('wave'), 0.8), other });
  await rest();
  const [look] = looks;
  expect(look).toMatchObject({ strength: 0.4, second: { strength: 0.8 } });
  expect([look?.mix[0]?.code[0], look?.second?.mix[0]?.code[0]]).toEqual([2, 1]);
  const { data, width, height } = look?.second?.mask ?? { data: [], width: 0, height: 0 };
  const row = Array.from(data).slice((height / 2) * width, (height / 2 + 1) * width);
  expect([row[0], row[width / 2 - 8], row[width / 2 + 8], row.at(-1)]).toEqual([0, 0, 255, 255]);

  choice.setStrength(0.1);
  expect(looks.at(-1)).toMatchObject({ strength: 0.4, second: { strength: 0.1 } });
  choice.choose({ ...alone(only('wave')), other: { ...other, first: false } });
  await rest();
  expect(looks.at(-1)?.mix[0]?.code[0], 'the one in hand is the first now').toBe(1);
  expect(looks.at(-1)?.second?.mask).toBe(look?.second?.mask);
  const before = looks.length;
  choice.reshape();
  expect(looks.length).toBe(before);
  setAspect(0.5);
  choice.reshape();
  expect(looks.at(-1)?.second?.mask).not.toBe(look?.second?.mask);
  choice.preview(only('night'));
  expect(looks.at(-1)).toMatchObject({ second: { strength: 0.4 } });
});

test('a second style that is painted by hand follows the brush, in a picture of another shape too', async () => {
  const { choice, engine, looks, brush } = setUp();
  choice.setClient(engine());
  const place = { kind: 'brush', x: 0.5, y: 0.5, angle: 0, size: 0.3 } as const;
  choice.choose({ ...alone(only('wave')), other: { ...alone(only('night')), first: false, place } });
  await rest();
  expect(looks.at(-1)?.second?.mask).toBe(brush.mask);
  const before = looks.length;
  choice.reshape();
  expect(looks.length, 'nothing was painted').toBe(before);
  brush.mask = { data: Uint8Array.of(200), width: 1, height: 1 };
  choice.reshape();
  expect(looks.at(-1)?.second?.mask).toBe(brush.mask);
  expect(choice.lookFor(2)).toMatchObject({ look: { second: { mask: brush.mask } }, secondInHand: false });
});
