import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OpenSource } from '../../../../src/pipeline/sources/frame-source';
import { defaultSettings } from '../../../../src/pipeline/storage/settings-store';
import { SceneThumbnails } from '../../../../src/pipeline/styles/scene-thumbnails';
import { ImpastoError } from '../../../../src/shared/errors';
import type { ImpastoErrorCode } from '../../../../src/shared/errors';
import type { EngineClient } from '../../../../src/workers/engine/engine.client';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('ImageData', vi.fn());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Thumbnails of a style whose code fails `failures` times with `code`. */
function thumbnails(failures: number, code: ImpastoErrorCode) {
  let tries = 0;
  const source = {
    state: { kind: 'picture', name: '' },
    size: { width: 8, height: 8 },
    moving: false,
    grab: () => Promise.resolve({}),
  };
  const picture = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
  const engine = { stylize: () => Promise.resolve(picture) };
  const made = new SceneThumbnails({
    sources: { current: source as unknown as OpenSource },
    engine: { running: { client: engine as unknown as EngineClient, canvas: {} as HTMLCanvasElement } },
    settings: { current: defaultSettings },
    activity: { coversLive: false },
    visibility: { asleep: false },
    choice: {
      code: () => {
        tries += 1;
        return tries <= failures
          ? Promise.reject(new ImpastoError(code, 'no'))
          : Promise.resolve(new Float32Array(100));
      },
    },
    onChange: () => undefined,
  });
  return { made, tries: () => tries };
}

test('a tile that failed because of the network is painted later', async () => {
  const { made, tries } = thumbnails(2, 'unreachable-picture');
  made.watch(['wave']);
  await vi.advanceTimersByTimeAsync(1000);
  expect([tries(), made.get('wave')]).toEqual([1, null]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(tries()).toBe(3);
  expect(made.get('wave')).not.toBeNull();
  made.destroy();
});

test('an artwork that cannot be read is not tried again', async () => {
  const { made, tries } = thumbnails(Infinity, 'unreadable-picture');
  made.watch(['wave']);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(tries()).toBe(1);
  made.destroy();
});
