import { describe, expect, it } from 'vitest';
import type { StyleEntry } from '../../../../src/pipeline/api/session-state';
import { StylePreferences } from '../../../../src/pipeline/styles/style-preferences';
import { styleEntry } from '../../../support/fakes/style-entry';
import { memoryStorage as storage } from '../../../support/fakes/memory-storage';

const entries = (...ids: string[]): StyleEntry[] => ids.map((id) => styleEntry(id));
const idsOf = (sorted: readonly StyleEntry[]): string[] => sorted.map(({ id }) => id);

describe('style preferences', () => {
  it('keeps order and favourites over a reload', () => {
    const kept = storage();
    const preferences = new StylePreferences(kept);
    preferences.move('c', 'a', entries('a', 'b', 'c'));
    preferences.setFavourite('b', true);
    const again = new StylePreferences(kept);
    expect(idsOf(again.sort(entries('a', 'b', 'c')))).toEqual(['c', 'a', 'b']);
    expect(again.favourites).toEqual(['b']);
  });

  it('puts a style it has never seen before what followed it', () => {
    const preferences = new StylePreferences(storage());
    preferences.move('a', null, entries('a', 'b', 'c'));
    expect(idsOf(preferences.sort(entries('new', 'a', 'b', 'c', 'last')))).toEqual([
      'b',
      'c',
      'new',
      'a',
      'last',
    ]);
  });

  it('leaves out what is gone, and survives damaged storage', () => {
    const kept = storage();
    kept.setItem('impasto.styles', '{"order":["b","x","a"],"favourites":7}');
    const preferences = new StylePreferences(kept);
    expect(idsOf(preferences.sort(entries('a', 'b')))).toEqual(['b', 'a']);
    expect(preferences.favourites).toEqual([]);
  });
});
