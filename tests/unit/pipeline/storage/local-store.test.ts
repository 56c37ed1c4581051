import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { LocalStore } from '../../../../src/pipeline/storage/local-store';
import { memoryStorage } from '../../../support/fakes/memory-storage';

const schema = v.object({ count: v.fallback(v.number(), 1), names: v.fallback(v.array(v.string()), []) });
const defaults = { count: 1, names: [] };

describe('LocalStore', () => {
  test('keeps what was changed over a reload, the other fields as they were', () => {
    const storage = memoryStorage({ key: '{"count":3,"names":["a"]}' });
    const store = new LocalStore('key', schema, storage);
    store.change({ count: 4 });
    expect(store.current).toEqual({ count: 4, names: ['a'] });
    expect(new LocalStore('key', schema, storage).current).toEqual({ count: 4, names: ['a'] });
  });

  test('keys do not meet', () => {
    const storage = memoryStorage();
    new LocalStore('one', schema, storage).change({ count: 2 });
    expect(new LocalStore('other', schema, storage).current).toEqual(defaults);
  });

  test.each(['{', '', '[1]', 'null', '7', '"text"'])('damaged content becomes the defaults: %s', (text) => {
    const store = new LocalStore('key', schema, memoryStorage({ key: text }));
    expect(store.current).toEqual(defaults);
    expect(store.isNew, 'an earlier visit stored something').toBe(false);
  });

  test('a damaged field falls back alone', () => {
    const storage = memoryStorage({ key: '{"count":"many","names":["a"],"old":1}' });
    expect(new LocalStore('key', schema, storage).current).toEqual({ count: 1, names: ['a'] });
  });

  test('is new until something is stored', () => {
    const storage = memoryStorage();
    const store = new LocalStore('key', schema, storage);
    expect(store.isNew).toBe(true);
    store.change({});
    expect(store.isNew).toBe(false);
    expect(new LocalStore('key', schema, storage).isNew).toBe(false);
  });

  const refusing = {
    getItem: () => {
      throw new DOMException('no', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  test.each([
    ['none', null],
    ['one that throws', refusing],
  ])('holds for the visit without storage: %s', (_name, storage) => {
    const store = new LocalStore('key', schema, storage);
    expect(store.current).toEqual(defaults);
    expect(store.isNew).toBe(false);
    store.change({ count: 9 });
    expect(store.current).toEqual({ count: 9, names: [] });
  });
});
