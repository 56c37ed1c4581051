/** The look as a file, while the look changes, is called off, or one of its artworks cannot be read. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SecondStyleSettings } from '../../../../src/pipeline/api/two-styles-api';
import type { Notice } from '../../../../src/pipeline/api/session-state';
import { Sharing } from '../../../../src/pipeline/styles/sharing';
import type { SharingDeps } from '../../../../src/pipeline/styles/sharing';
import type { Ingredient } from '../../../../src/pipeline/styles/style-choice';
import { readStylePack } from '../../../../src/pipeline/styles/style-pack';
import type { StyleRecipe } from '../../../../src/pipeline/library/style-recipe';
import { ImpastoError } from '../../../../src/shared/errors';
import { samplePack } from '../../../support/files/sample-pack';

/** What is done at a step of the export. */
type Step = 'picture' | 'encode';
let at: (step: Step) => void | Promise<void>;
/** Bitmaps that are open. */
let open: number;

beforeEach(() => {
  at = () => undefined;
  open = 0;
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ drawImage: () => undefined });
      convertToBlob = async () => {
        await at('encode');
        return new Blob(['jpeg']);
      };
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

const ingredient = (id: string): Ingredient => ({ id, weight: 1, code: new Float32Array(100) });

function build() {
  const notices: Notice[] = [];
  const choice = {
    ingredients: [ingredient('waves')] as readonly Ingredient[],
    otherIngredients: [] as readonly Ingredient[],
  };
  const settings = {
    current: { strength: 0.5, keepColours: 0, strokeScale: 1, second: null as SecondStyleSettings | null },
  };
  const library = {
    recipe: (): StyleRecipe | undefined => undefined,
    find: (id: string) => ({ title: id }),
    picture: async () => {
      await at('picture');
      open += 1;
      return { width: 4, height: 4, close: () => (open -= 1) };
    },
  };
  const engine = { network: '' };
  const deps = {
    library,
    choice,
    engine,
    settings,
    notify: (notice: Notice) => notices.push(notice),
  };
  return { sharing: new Sharing(deps as unknown as SharingDeps), notices, choice, settings, library, engine };
}

test('before the first style there is nothing to carry, and that is said', async () => {
  const { sharing, notices, choice } = build();
  choice.ingredients = [];
  expect(await sharing.pack()).toBeNull();
  expect(notices).toEqual([{ code: 'no-frame-yet' }]);
});

test('the pack holds the look of the press, whatever is chosen while it is made', async () => {
  const { sharing, choice, settings } = build();
  const packing = sharing.pack();
  choice.ingredients = [ingredient('poppies')];
  settings.current = { ...settings.current, strength: 1 };
  const file = await packing;
  expect(await readStylePack(file ?? new Blob())).toMatchObject({ title: 'waves', strength: 0.5 });
  expect(open).toBe(0);
});

test.each([true, false])(
  'two styles are carried first and second (second in hand: %s)',
  async (secondInHand) => {
    const { sharing, choice, settings } = build();
    choice.otherIngredients = [ingredient('poppies')];
    const place = { kind: 'wash', x: 0.25, y: 0.5, angle: 0.1, size: 0.3 } as const;
    const other = { styleId: 'poppies', mix: [], strength: 0.9 };
    settings.current.second = { other, secondInHand, place };
    const file = await sharing.pack();
    expect(file?.name).toBe(secondInHand ? 'poppies-waves.impasto' : 'waves-poppies.impasto');
    const [inHand, beside] = [
      { title: 'waves', strength: 0.5 },
      { title: 'poppies', strength: 0.9 },
    ];
    const [first, second] = secondInHand ? [beside, inHand] : [inHand, beside];
    expect(await readStylePack(file ?? new Blob())).toMatchObject({
      ...first,
      second: { ...second, place, parts: [{ title: second.title, weight: 1 }] },
    });
  },
);

test('the other style that is still read is not carried yet', async () => {
  const { sharing, settings } = build();
  const other = { styleId: 'poppies', mix: [], strength: 0.9 };
  const place = { kind: 'halves', x: 0.5, y: 0.5, angle: 0, size: 0.3 } as const;
  settings.current.second = { other, secondInHand: true, place };
  const pack = await readStylePack((await sharing.pack()) ?? new Blob());
  expect([pack.title, pack.strength, pack.second]).toEqual(['waves', 0.5, undefined]);
});

test.each(['picture', 'encode'] as const)(
  'called off at the step “%s” it gives no file and says nothing',
  async (step) => {
    const { sharing, notices } = build();
    const calledOff = new AbortController();
    at = (now) => (now === step ? calledOff.abort() : undefined);
    await expect(sharing.pack(calledOff.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect([notices, open]).toEqual([[], 0]);
  },
);

test.each(['picture', 'encode'] as const)(
  'a failure at the step “%s” is said, and nothing stays open',
  async (step) => {
    const { sharing, notices } = build();
    at = (now) => (now === step ? Promise.reject(new ImpastoError('unreadable-picture', 'no')) : undefined);
    expect(await sharing.pack()).toBeNull();
    expect([notices, open]).toEqual([[{ code: 'pack-failed' }], 0]);
  },
);

test.each([
  ['networks that run', 'a'.repeat(64), 'a'.repeat(64)],
  ['other networks', 'b'.repeat(64), ''],
])('a mix of %s carries all its artworks', async (_what, network, carried) => {
  const { sharing, library, engine } = build();
  engine.network = 'a'.repeat(64);
  const { recipe } = samplePack();
  library.recipe = () => ({ ...recipe, network });
  const pack = await sharing.pack();
  const read = await readStylePack(pack ?? new Blob());
  expect(read.recipe.network, 'empty: the artworks are read anew').toBe(carried);
  expect(read.recipe.parts.map(({ title, weight }) => [title, weight])).toEqual([
    ['Waves', 0.75],
    ['Poppies', 0.25],
  ]);
  expect(await read.recipe.parts[1]?.picture.text()).toBe('artwork two');
});
