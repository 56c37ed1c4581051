/** Where a video element's frames come from, by what the browser can do. Its classes are made up: there are none in Node. */
import { afterEach, expect, test, vi } from 'vitest';
import { grabFrame } from '../../../../src/pipeline/sources/video-frames';

const playing = { readyState: 4, videoWidth: 640 } as HTMLVideoElement;
const bitmap = { kind: 'bitmap' };

afterEach(() => vi.unstubAllGlobals());

function browser(makesFrames: boolean, makesBitmaps: boolean): void {
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
  vi.stubGlobal(
    'VideoFrame',
    class {
      readonly timestamp: number;
      constructor(_video: unknown, { timestamp }: VideoFrameInit) {
        if (!makesFrames) throw new DOMException('no frame', 'InvalidStateError');
        this.timestamp = Number(timestamp);
      }
    },
  );
  vi.stubGlobal('createImageBitmap', () =>
    makesBitmaps ? Promise.resolve(bitmap) : Promise.reject(new DOMException('', 'InvalidStateError')),
  );
}

test('a frame with its capture time', async () => {
  browser(true, true);
  expect(await grabFrame(playing, 12)).toMatchObject({ timestamp: 12 });
});

test('a browser that makes no frame of a video element paints a bitmap', async () => {
  browser(false, true);
  expect(await grabFrame(playing, 12)).toBe(bitmap);
});

test('between two frames there is none', async () => {
  browser(false, false);
  expect(await grabFrame(playing, 12)).toBeNull();
  expect(await grabFrame({ readyState: 1, videoWidth: 0 } as HTMLVideoElement, 12)).toBeNull();
});
