import { describe, expect, test } from 'vitest';
import { HqStill } from '../../../../src/pipeline/hq/hq-still';
import { styleEntry } from '../../../support/fakes/style-entry';

const styles = ['wave', 'lion', 'poppies'].map((id) => styleEntry(id));

const never = (): Promise<never> => Promise.reject(new Error('not in this test'));

function planned(
  mix: readonly { readonly id: string; readonly weight: number }[],
): (readonly [string, number])[] {
  const still = new HqStill({
    backend: 'wasm',
    styles,
    chosen: { mix, strength: 1 },
    other: null,
    frame: null,
    loadPerceptualNetwork: never,
    stylePicture: never,
    keepFilm: () => Promise.resolve(),
    onClosed: () => undefined,
  });
  return still.snapshot.plan.styles.map(({ entry: { id }, weight }) => [id, weight] as const);
}

describe('an HQ still begins with what was chosen live', () => {
  test('the shares of a mix, without its empty corners', () =>
    expect(
      planned([
        { id: 'lion', weight: 0.7 },
        { id: 'wave', weight: 0.3 },
        { id: 'poppies', weight: 0 },
      ]),
    ).toEqual([
      ['lion', 0.7],
      ['wave', 0.3],
    ]));

  test('a style alone; the first one where the chosen is gone', () => {
    expect(planned([{ id: 'poppies', weight: 1 }])).toEqual([['poppies', 1]]);
    expect(planned([{ id: 'removed', weight: 1 }])).toEqual([['wave', 1]]);
  });
});
