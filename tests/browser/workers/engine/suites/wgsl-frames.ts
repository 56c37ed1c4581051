/** The WGSL engine's frames: what a steady one costs, what it shows, and that nothing grows. */

import { beforeAll, expect, it } from 'vitest';
import type { EngineCounters } from '../../../../../src/workers/engine/engine.protocol';
import type { RgbaPicture } from '../../../../../src/shared/picture';
import { fetchGolden, testPicture } from '../../../../support/networks/network-files';
import { maxError } from '../../../../support/networks/golden-tensors';
import {
  bitmap,
  clearCanvas,
  eachByItself,
  rgb,
  shown,
  videoFrame,
} from '../../../../support/networks/open-engine';
import type { OpenEngine } from '../../../../support/networks/open-engine';
import type { RenderOptions } from '../../../../../src/workers/networks/types';
import { defaultRenderOptions } from '../../../../../src/workers/networks/types';

const golden = await fetchGolden();
const look = { mix: [{ code: golden.floats('style.z'), weight: 1 }], strength: 1 };
const plain: RenderOptions = { ...eachByItself, sharpness: 0 };
const placement = { width: 64, height: 64, mirror: false };
const content = golden.picture('content.a.rgb');
const expected = golden.floats('output.a').map((x) => x * 255);
/** Of 255: 8-bit rounding, and ± 1e-3. */
const tolerance = 0.5 + 1e-3 * 255;

export function wgslFrames(opened: () => OpenEngine): void {
  beforeAll(() => clearCanvas(opened(), golden.floats('style.z')));

  async function counters(): Promise<EngineCounters> {
    const read = await opened().client.counters();
    if (!read) throw new Error('the engine is not metered');
    return read;
  }

  /** What `frames` presented frames ask of the GPU. */
  async function cost(frames: () => Promise<void>): Promise<EngineCounters> {
    const before = await counters();
    await frames();
    const after = await counters();
    const less = (key: keyof EngineCounters): number => after[key] - before[key];
    return {
      frames: less('frames'),
      dispatches: less('dispatches'),
      renderPasses: less('renderPasses'),
      submits: less('submits'),
      readbacks: less('readbacks'),
      buffersCreated: less('buffersCreated'),
      texturesCreated: less('texturesCreated'),
      bytes: less('bytes'),
      macsPerFrame: after.macsPerFrame,
    };
  }

  /** The picture as the canvas shows it after one frame on its own. */
  async function present(
    picture: RgbaPicture,
    options: Partial<RenderOptions> = {},
    place: Partial<typeof placement & { canvas: { width: number; height: number }; crop: DOMRectInit }> = {},
  ): Promise<RgbaPicture> {
    const { client, canvas } = opened();
    client.setLook(look);
    client.setOptions({ ...plain, ...options });
    const target = { ...placement, ...place, cut: true } as Parameters<typeof client.present>[1];
    await client.present(videoFrame(picture, 0), target);
    // The frame may still be in flight: what reads it back comes after it.
    await client.snapshot();
    return shown(canvas, target.canvas ?? target);
  }

  it('shows PyTorch’s picture of a video frame and of a bitmap, and gives it as a still and a snapshot', async () => {
    const { client, canvas } = opened();
    const seen = await present(content);
    expect(maxError(rgb(seen), expected)).toBeLessThan(tolerance + 1);
    expect(maxError(rgb(await client.snapshot()), expected)).toBeLessThan(tolerance);
    await client.present(await bitmap(content), placement);
    expect(maxError(rgb(await client.snapshot()), expected)).toBeLessThan(tolerance);
    expect(maxError(rgb(await shown(canvas, placement, false)), expected)).toBeLessThan(tolerance + 1);
    const other = golden.picture('content.b.rgb');
    const still = await client.stylize(
      { ...other, data: other.data.slice() },
      { width: other.width, height: other.height, mirror: false },
    );
    const wanted = golden.floats('output.b').map((x) => x * 255);
    expect(maxError(rgb(still), wanted)).toBeLessThan(tolerance);
  });

  it.each([
    ['streaming', 18, 34],
    ['exact', 34, 34],
  ] as const)('takes one submission and few dispatches a frame, %s', async (statistics, least, most) => {
    const { client } = opened();
    client.setLook(look);
    client.setOptions({ ...defaultRenderOptions, statistics, keepColours: 0.5, split: 0.3 });
    const target = { ...placement, canvas: { width: 128, height: 128 } };
    const frame = async (i: number): Promise<void> => {
      await client.present(videoFrame(content, i / 30), target);
    };
    for (let i = 0; i < 4; i++) await frame(i);
    for (let i = 4; i < 8; i++) {
      const one = await cost(() => frame(i));
      expect(one).toMatchObject({
        frames: 1,
        submits: 1,
        renderPasses: 1,
        readbacks: 0,
        buffersCreated: 0,
        texturesCreated: 0,
      });
      expect([least, most]).toContain(one.dispatches);
      expect(one.dispatches).toBeLessThanOrEqual(45);
      expect(one.macsPerFrame).toBeCloseTo(6246 * 64 * 64, 0);
    }
  });

  it('holds no more after 300 frames (npm run soak: 2,000)', async () => {
    const { client } = opened();
    client.setOptions(defaultRenderOptions);
    const tiny = testPicture(16, 16);
    const target = { width: 16, height: 16, mirror: false };
    const frame = async (i: number): Promise<void> => {
      if (i % 2 === 0) await client.present(videoFrame(tiny, i / 30), target);
      else await client.present(await bitmap(tiny), target);
    };
    for (let i = 0; i < 4; i++) await frame(i);
    const memory = await client.memory();
    const total = await cost(async () => {
      for (let i = 4; i < 304; i++) await frame(i);
    });
    expect(total).toMatchObject({
      frames: 300,
      submits: 300,
      readbacks: 0,
      buffersCreated: 0,
      texturesCreated: 0,
    });
    expect(await client.memory()).toEqual(memory);
  });

  it('mirrors and crops', async () => {
    const straight = await present(content);
    const flipped = { ...content, data: new Uint8ClampedArray(content.data.length) };
    for (let i = 0; i < 64 * 64; i++) {
      const from = (i - (i % 64) + 63 - (i % 64)) * 4;
      flipped.data.set(content.data.subarray(from, from + 4), i * 4);
    }
    const mirrored = await present(content, {}, { mirror: true });
    expect(maxError(rgb(mirrored), rgb(await present(flipped)))).toBeLessThanOrEqual(1);
    expect(maxError(rgb(mirrored), rgb(straight))).toBeGreaterThan(8);
    const wide = testPicture(160, 96);
    const part = { data: new Uint8ClampedArray(64 * 64 * 4), width: 64, height: 64 };
    for (let y = 0; y < 64; y++) {
      const from = ((y + 20) * 160 + 72) * 4;
      part.data.set(wide.data.subarray(from, from + 64 * 4), y * 64 * 4);
    }
    const cropped = await present(wide, {}, { crop: { x: 72, y: 20, width: 64, height: 64 } });
    expect(maxError(rgb(cropped), rgb(await present(part)))).toBeLessThanOrEqual(1);
  });

  it('measures beside a frame of another size, and spoils neither', async () => {
    const { client } = opened();
    // Below full strength the content is read first: the plan has been chosen by then, and is not in use yet.
    client.setLook({ ...look, strength: 0.5 });
    client.setOptions(plain);
    const small = { width: 32, height: 32, mirror: false };
    const alone = await client.measure(videoFrame(content, 0), small);
    for (let i = 1; i <= 4; i++) {
      const [, statistics] = await Promise.all([
        client.present(videoFrame(content, i), { ...placement, cut: true }),
        client.measure(videoFrame(content, i), small),
      ]);
      expect(maxError(statistics, alone)).toBeLessThan(1e-2);
    }
    client.setLook(look);
    await client.present(videoFrame(content, 5), { ...placement, cut: true });
    // Not off the canvas: after several frames that nobody waited for, it may still show one of them.
    expect(maxError(rgb(await client.snapshot()), expected)).toBeLessThan(tolerance + 1);
  });

  it('changes the style from one frame to the next, without a rest of the old one', async () => {
    const { client } = opened();
    const code = Float32Array.from({ length: 100 }, (_, i) => Math.sin(i));
    const other = { mix: [{ code, weight: 1 }], strength: 1 };
    const first = await present(content);
    client.setOptions({ ...defaultRenderOptions, steadiness: 1 });
    client.setLook(other);
    await client.present(videoFrame(content, 1 / 30), placement);
    const changed = await client.snapshot();
    expect(maxError(rgb(changed), rgb(first))).toBeGreaterThan(8);
    const still = await client.stylize({ ...content, data: content.data.slice() }, placement);
    expect(maxError(rgb(changed), rgb(still))).toBeLessThanOrEqual(1);
  });

  it('keeps the camera’s chroma with the styled luma', async () => {
    const luma = (p: RgbaPicture, i: number): number =>
      0.2126 * Number(p.data[i * 4]) +
      0.7152 * Number(p.data[i * 4 + 1]) +
      0.0722 * Number(p.data[i * 4 + 2]);
    const styled = await present(content);
    const kept = await present(content, { keepColours: 1 });
    const snapshot = await opened().client.snapshot();
    expect(maxError(rgb(snapshot), rgb(kept))).toBeLessThanOrEqual(1);
    let compared = 0;
    for (let i = 0; i < 64 * 64; i++) {
      const own = [0, 1, 2].map((c) => Number(content.data[i * 4 + c]));
      const want = own.map((x) => x + luma(styled, i) - luma(content, i));
      // Where the mixture leaves 0..255 the screen clips it.
      if (want.some((x) => x < 1 || x > 254)) continue;
      compared += 1;
      want.forEach((x, c) => expect(Math.abs(x - Number(kept.data[i * 4 + c]))).toBeLessThanOrEqual(2));
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it('wipes between camera and style', async () => {
    const styled = await present(content);
    const split = await present(content, { split: 0.25 });
    for (let i = 0; i < 64 * 64; i++) {
      const from = i % 64 < 16 ? content : styled;
      for (let c = 0; c < 3; c++) {
        expect(Math.abs(Number(split.data[i * 4 + c]) - Number(from.data[i * 4 + c]))).toBeLessThanOrEqual(1);
      }
    }
  });

  it('keeps edges sharper with the camera’s luma when the canvas is larger', async () => {
    // A bright and a dark half, at the canvas' size: the network sees the edge at a quarter of it.
    const side = 128;
    const data = new Uint8ClampedArray(side * side * 4).map((_, i) =>
      i % 4 === 3 ? 255 : (i >> 2) % side < 61 ? 40 : 210,
    );
    const camera = { data, width: side, height: side };
    const place = { width: 32, height: 32, canvas: { width: side, height: side } };
    const row = (p: RgbaPicture): number[] =>
      Array.from({ length: 16 }, (_, k) => Number(p.data[(64 * side + 53 + k) * 4 + 1]));
    const steepest = (values: number[]): number =>
      Math.max(...values.slice(1).map((x, k) => Math.abs(x - Number(values[k]))));
    const blurred = row(await present(camera, { sharpness: 0 }, place));
    const sharp = row(await present(camera, { sharpness: 1 }, place));
    expect(steepest(sharp)).toBeGreaterThan(1.5 * steepest(blurred));
  });
}
