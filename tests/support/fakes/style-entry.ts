/** An artwork of the gallery for tests in which only a few of its facts count. */
import type { StyleEntry } from '../../../src/pipeline/api/session-state';

/** @param id also its title. */
export function styleEntry(id: string, facts: Partial<StyleEntry> = {}): StyleEntry {
  return {
    id,
    origin: 'gallery',
    title: id,
    artist: '',
    life: '',
    date: '',
    thumbnailUrl: '',
    pictureUrl: '',
    ...facts,
  };
}
