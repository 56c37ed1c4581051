import { describe, expect, test } from 'vitest';
import { defaultSettings, SettingsStore } from '../../src/pipeline/settings-store';

function storage(initial: Record<string, string> = {}) {
  const items = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

describe('SettingsStore', () => {
  test('returns what was saved', () => {
    const store = new SettingsStore(storage());
    const settings = {
      ...defaultSettings,
      strength: 0.4,
      styleId: 'lion',
      backend: 'wasm',
      detail: 256,
      targetFps: 60,
      statistics: 'exact',
      steadiness: 0.1,
      keepColours: 1,
      sharpEdges: false,
      strokeScale: 1.4,
      theme: 'light',
      styledArea: 'person',
      splitView: true,
      splitAt: 0.7,
    } as const;
    store.save(settings);
    expect(store.load()).toEqual(settings);
  });

  test.each([
    ['not JSON', '{'],
    ['an array', '[1]'],
    ['null', 'null'],
  ])('falls back to defaults on %s', (_name, text) => {
    expect(new SettingsStore(storage({ 'impasto.settings': text })).load()).toEqual(defaultSettings);
  });

  test('one bad field falls back alone', () => {
    const text = JSON.stringify({ strength: 7, backend: 'cuda', detail: 512, showStats: true });
    expect(new SettingsStore(storage({ 'impasto.settings': text })).load()).toEqual({
      ...defaultSettings,
      detail: 512,
      showStats: true,
    });
  });

  test('damaged picture options fall back', () => {
    const text = JSON.stringify({
      targetFps: 25,
      statistics: 'none',
      steadiness: -1,
      keepColours: 'all',
      sharpEdges: 1,
      splitView: null,
      splitAt: 2,
    });
    expect(new SettingsStore(storage({ 'impasto.settings': text })).load()).toEqual(defaultSettings);
  });

  test('works without storage, and with one that refuses', () => {
    expect(new SettingsStore(null).load()).toEqual(defaultSettings);
    const full = {
      getItem: () => {
        throw new DOMException('no', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const store = new SettingsStore(full);
    expect(store.load()).toEqual(defaultSettings);
    expect(() => store.save(defaultSettings)).not.toThrow();
  });
});
