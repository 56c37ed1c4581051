import { describe, expect, test } from 'vitest';
import { memoryStorage as storage } from '../../../support/fakes/memory-storage';
import { defaultSettings, openSettings } from '../../../../src/pipeline/storage/settings-store';

describe('settings', () => {
  test('returns what was saved', () => {
    const kept = storage();
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
    openSettings(kept).change(settings);
    expect(openSettings(kept).current).toEqual(settings);
  });

  test.each([
    ['not JSON', '{'],
    ['an array', '[1]'],
    ['null', 'null'],
  ])('falls back to defaults on %s', (_name, text) => {
    expect(openSettings(storage({ 'impasto.settings': text })).current).toEqual(defaultSettings);
  });

  test('one bad field falls back alone', () => {
    const text = JSON.stringify({ strength: 7, backend: 'cuda', detail: 512, showStats: true });
    expect(openSettings(storage({ 'impasto.settings': text })).current).toEqual({
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
    expect(openSettings(storage({ 'impasto.settings': text })).current).toEqual(defaultSettings);
  });
});
