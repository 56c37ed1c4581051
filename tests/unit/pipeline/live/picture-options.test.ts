import { describe, expect, test } from 'vitest';
import { renderOptionsOf, sameOptions } from '../../../../src/pipeline/live/picture-options';
import { defaultSettings } from '../../../../src/pipeline/storage/settings-store';
import { checkRenderOptions } from '../../../../src/workers/networks/pixels/render-options';

describe('renderOptionsOf', () => {
  test('a first visit gives the engine its own defaults', () => {
    expect(renderOptionsOf(defaultSettings, true)).toEqual({
      statistics: 'streaming',
      steadiness: 0.6,
      keepColours: 0,
      area: 'all',
      split: null,
      sharpness: 0.5,
    });
  });

  test('a picture has exact statistics and nothing to hold', () => {
    expect(renderOptionsOf(defaultSettings, false)).toMatchObject({ statistics: 'exact', steadiness: 0 });
  });

  test('the split counts only in split view, sharp edges only when on; all of it is legal', () => {
    const settings = { ...defaultSettings, splitView: true, splitAt: 0.3, sharpEdges: false, keepColours: 1 };
    const options = renderOptionsOf(settings, true);
    expect(options).toMatchObject({ split: 0.3, sharpness: 0, keepColours: 1 });
    expect(() => checkRenderOptions(options)).not.toThrow();
    expect(sameOptions(options, { ...options })).toBe(true);
    expect(sameOptions(options, { ...options, split: null })).toBe(false);
  });
});
