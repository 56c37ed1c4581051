import { describe, expect, it } from 'vitest';
import type { StyleEntry } from '../../../../src/pipeline/api/session-state';
import { StylePreferences } from '../../../../src/pipeline/styles/style-preferences';
import { memoryStorage as storage } from '../../../support/fakes/memory-storage';

const entries = (...ids: string[]): StyleEntry[] =>
  ids.map((id) => ({
    id,
    origin: 'gallery',
    title: id,
    artist: '',
    life: '',
    date: '',
    thumbnailUrl: '',
    pictureUrl: '',
  }));
const idsOf = (sorted: readonly StyleEntry[]): string[] => sorted.map(({ id }) => id);

describe('style shelf', () => {
  it('keeps order and favourites over a reload', () => {
    const kept = storage();
    const shelf = new StylePreferences(kept);
    shelf.move('c', 'a', entries('a', 'b', 'c'));
    shelf.setFavourite('b', true);
    const again = new StylePreferences(kept);
    expect(idsOf(again.sort(entries('a', 'b', 'c')))).toEqual(['c', 'a', 'b']);
    expect(again.favourites).toEqual(['b']);
  });

  it('puts a style it has never seen before what followed it', () => {
    const shelf = new StylePreferences(storage());
    shelf.move('a', null, entries('a', 'b', 'c'));
    expect(idsOf(shelf.sort(entries('new', 'a', 'b', 'c', 'last')))).toEqual(['b', 'c', 'new', 'a', 'last']);
  });

  it('leaves out what is gone, and survives damaged storage', () => {
    const kept = storage();
    kept.setItem('impasto.styles', '{"order":["b","x","a"],"favourites":7}');
    const shelf = new StylePreferences(kept);
    expect(idsOf(shelf.sort(entries('a', 'b')))).toEqual(['b', 'a']);
    expect(shelf.favourites).toEqual([]);
  });
});
