/** Streaming statistics and the steadiness mask, on clips at 30 frames a second of their own clock. */

import { beforeEach, expect, it } from 'vitest';
import type { RgbaPicture } from '../../../../../src/shared/picture';
import { fetchGolden, testPicture } from '../../../../support/networks/network-files';
import { eachByItself, rgb, videoFrame } from '../../../../support/networks/open-engine';
import type { OpenEngine } from '../../../../support/networks/open-engine';
import type { RenderOptions } from '../../../../../src/workers/networks/types';
import { defaultRenderOptions } from '../../../../../src/workers/networks/types';

const golden = await fetchGolden();
const side = 64;
const placement = { width: side, height: side, mirror: false };
const steady = defaultRenderOptions;

/** The picture with a sensor's noise of the given standard deviation, of 255. */
function noisy(picture: RgbaPicture, deviation: number, seed: number): RgbaPicture {
  let state = seed * 7919 + 17;
  const random = (): number => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
  const gauss = (): number => random() + random() + random() + random() - 2;
  return {
    ...picture,
    // The sum of four uniform numbers has the variance 1/3.
    data: picture.data.map((x, i) => (i % 4 === 3 ? 255 : x + gauss() * Math.sqrt(3) * deviation)),
  };
}

/** Root mean square over all values of their standard deviation in time, of 255. */
function temporalDeviation(frames: readonly number[][]): number {
  const n = frames.length;
  let total = 0;
  const length = frames[0]?.length ?? 0;
  for (let i = 0; i < length; i++) {
    const values = frames.map((frame) => Number(frame[i]));
    const mean = values.reduce((a, b) => a + b, 0) / n;
    total += values.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
  }
  return Math.sqrt(total / length);
}

const meanError = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + Math.abs(x - Number(b[i])), 0) / a.length;

export function steadiness(opened: () => OpenEngine): void {
  /** Frames presented in this file: the clip's clock goes on over all tests. */
  let count = 0;
  let cut = true;
  beforeEach(() => {
    cut = true;
    opened().client.setLook({ mix: [{ code: golden.floats('style.z'), weight: 1 }], strength: 1 });
  });

  /** Presents the next frame of a clip and reads it; the first of a test forgets all before it. */
  async function next(picture: RgbaPicture): Promise<number[]> {
    await opened().client.present(videoFrame(picture, count++ / 30), { ...placement, cut });
    cut = false;
    return rgb(await opened().client.snapshot());
  }

  const scene = testPicture(side, side);
  const other: RgbaPicture = {
    ...scene,
    data: scene.data.map((x, i) => (i % 4 === 3 ? 255 : i % 4 === 0 ? 230 - x / 2 : 255 - x)),
  };

  it('halves the flicker of a static noisy clip at least', async () => {
    const clip = async (options: RenderOptions): Promise<number> => {
      cut = true;
      opened().client.setOptions(options);
      const frames: number[][] = [];
      for (let i = 0; i < 20; i++) {
        const styled = await next(noisy(scene, 5, i + 1));
        if (i >= 8) frames.push(styled);
      }
      return temporalDeviation(frames);
    };
    const before = await clip(eachByItself);
    const after = await clip(steady);
    console.info(`temporal deviation ${before.toFixed(2)} exact, ${after.toFixed(2)} steady (of 255)`);
    expect(before).toBeGreaterThan(1);
    expect(after).toBeLessThanOrEqual(0.5 * before);
  });

  it.each([0, 1])('settles within two frames of a cut that nobody announced (phase %i)', async (phase) => {
    opened().client.setOptions(eachByItself);
    const wanted = await next(other);
    cut = true;
    opened().client.setOptions(steady);
    for (let i = 0; i < 6 + phase; i++) await next(scene);
    const errors: number[] = [];
    for (let i = 0; i < 3; i++) errors.push(meanError(await next(other), wanted));
    console.info(`mean error after the cut: ${errors.map((x) => x.toFixed(2)).join(', ')} (of 255)`);
    expect(Math.max(...errors.slice(1))).toBeLessThan(1.5);
  });

  it('leaves no trail behind a moving edge', async () => {
    const withBar = (at: number): RgbaPicture => ({
      ...scene,
      data: scene.data.map((x, i) => {
        const column = (i >> 2) % side;
        return i % 4 !== 3 && column >= at && column < at + 12 ? 250 - x / 8 : x;
      }),
    });
    // Exact statistics in both: what differs is what is held.
    const run = async (steadiness: number): Promise<number[]> => {
      cut = true;
      opened().client.setOptions({ ...eachByItself, steadiness });
      let last: number[] = [];
      for (let i = 0; i < 10; i++) last = await next(withBar(2 + i * 4));
      return last;
    };
    const free = await run(0);
    const held = await run(1);
    // Bar now at 38..49; it left the columns from 20 to 37 in the last four frames.
    const error = (from: number, to: number): number => {
      let most = 0;
      for (let y = 0; y < side; y++) {
        for (let i = (y * side + from) * 3; i < (y * side + to) * 3; i++)
          most = Math.max(most, Math.abs(Number(free[i]) - Number(held[i])));
      }
      return most;
    };
    const contrast = Math.max(...free) - Math.min(...free);
    console.info(`behind the edge: ${error(20, 38)}, ahead: ${error(50, 64)}, of ${contrast}`);
    expect(error(20, 38)).toBeLessThan(0.1 * contrast);
  });

  it('holds a still picture still and yet takes over slow changes', async () => {
    opened().client.setOptions({ ...eachByItself, steadiness: 1 });
    for (let i = 0; i < 3; i++) await next(scene);
    // Half a level a frame never counts as motion by itself.
    let last: RgbaPicture = scene;
    for (let i = 1; i <= 24; i++) {
      last = { ...scene, data: scene.data.map((x, k) => (k % 4 === 3 ? 255 : x + i * 1.5)) };
      await next(last);
    }
    const held = await next(last);
    cut = true;
    const wanted = await next(last);
    expect(meanError(held, wanted)).toBeLessThan(4);
  });
}
