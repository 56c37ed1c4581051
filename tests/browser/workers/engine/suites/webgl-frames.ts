/** Live frames on webgl: textures in, textures out, nothing read back; and the picture is the one that wasm paints. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RgbaPicture } from '../../../../../src/shared/picture';
import { maxError } from '../../../../support/networks/golden-tensors';
import { fetchGolden, fetchModels, testPicture } from '../../../../support/networks/network-files';
import {
  bitmap,
  clearCanvas,
  openEngine,
  rgb,
  shown,
  videoFrame,
} from '../../../../support/networks/open-engine';
import type { OpenEngine } from '../../../../support/networks/open-engine';
import type { WatchedEngine } from '../../../../support/networks/open-watched';
import type { Placement, RenderOptions } from '../../../../../src/workers/networks/types';
import { defaultRenderOptions } from '../../../../../src/workers/networks/types';

/** px */
const side = 32;

const golden = await fetchGolden();
const look = { mix: [{ code: golden.floats('style.z'), weight: 1 }], strength: 1 };
const placement = { width: side, height: side, mirror: false };

/** What an engine shows of a video frame. */
async function painted(
  { client, canvas }: OpenEngine,
  picture: RgbaPicture,
  options: Partial<RenderOptions> = {},
  place: Partial<Placement> = {},
): Promise<RgbaPicture> {
  client.setLook(look);
  client.setOptions({ ...defaultRenderOptions, ...options });
  const target = { ...placement, ...place };
  await client.present(videoFrame(picture, 0), target);
  // The frame may still be in flight: what reads it back comes after it.
  await client.snapshot();
  return shown(canvas, target.canvas ?? target);
}

/** @param opened on webgl, in a watched worker */
export function webglFrames(opened: () => WatchedEngine): void {
  let wasm: OpenEngine;
  beforeAll(async () => {
    wasm = await openEngine({ models: await fetchModels(), backend: 'wasm' });
    await clearCanvas(opened(), golden.floats('style.z'));
  });
  afterAll(() => wasm.client.destroy());

  it('reads nothing back and holds no more textures after 150 frames', async () => {
    const { client, watch } = opened();
    client.setLook(look);
    client.setOptions({ ...defaultRenderOptions, keepColours: 0.5, split: 0.3 });
    // A small picture: what is made and kept for a frame does not depend on its size.
    const tiny = { width: side / 2, height: side / 2 };
    const picture = testPicture(tiny.width, tiny.height);
    const target = { ...placement, ...tiny, canvas: { width: 24, height: 24 } };
    const frame = async (i: number): Promise<void> => {
      const source = i % 2 === 0 ? videoFrame(picture, i / 30) : await bitmap(picture);
      await client.present(source, target);
    };
    for (let i = 0; i < 8; i++) await frame(i);
    const before = await watch.call('traffic', {});
    const tensors = (await client.memory()).numTensors;
    const start = performance.now();
    const frames = 150;
    for (let i = 0; i < frames; i++) await frame(i);
    const after = await watch.call('traffic', {});
    const reads = after.readPixels - before.readPixels;
    const imageReads = after.imageReads - before.imageReads;
    const level = (traffic: typeof after): number => traffic.texturesCreated - traffic.texturesDeleted;
    console.info(
      `webgl, ${frames} frames of ${tiny.width}²: ${reads} readPixels, ${imageReads} getImageData, textures ` +
        `${level(before)} → ${level(after)}, ${((performance.now() - start) / frames).toFixed(0)} ms a frame`,
    );
    expect({ reads, imageReads, textures: level(after) }).toEqual({
      reads: 0,
      imageReads: 0,
      textures: level(before),
    });
    expect((await client.memory()).numTensors).toBe(tensors);
    await client.snapshot();
    const { readPixels } = await watch.call('traffic', {});
    expect(readPixels, 'the meter sees a picture that is read back').toBeGreaterThan(after.readPixels);
  });

  it('shows PyTorch’s picture, from video frames and bitmaps, and computes right beside it', async () => {
    const { client, canvas } = opened();
    const content = golden.picture('content.a.rgb');
    const expected = golden.floats('output.a').map((x) => x * 255);
    const size = { width: content.width, height: content.height };
    const seen = await painted(opened(), content, {}, size);
    expect(maxError(rgb(seen), expected)).toBeLessThan(1 + 2e-3 * 255);
    await client.present(await bitmap(content), { ...placement, ...size });
    expect(maxError(rgb(await shown(canvas, size, false)), expected)).toBeLessThan(1 + 2e-3 * 255);
    // Read as floats, rounded to 8 bits afterwards.
    expect(maxError(rgb(await client.snapshot()), expected)).toBeLessThan(0.5 + 2e-3 * 255);
  });

  it.each([
    ['plain', {}, {}],
    ['mirrored and cropped', {}, { mirror: true, crop: { x: 8, y: 16, width: side, height: side } }],
    ['colours kept', { keepColours: 0.7 }, {}],
    ['split', { split: 0.4 }, {}],
    ['split, colours kept and mirrored', { split: 0.6, keepColours: 1 }, { mirror: true }],
  ] as const)('paints what wasm paints: %s', async (name, options, place) => {
    const picture = testPicture(2 * side, 2 * side);
    const whole = 'crop' in place ? {} : { width: 2 * side, height: 2 * side };
    const target = { ...whole, ...place };
    const ours = rgb(await painted(opened(), picture, options, target));
    const reference = rgb(await painted(wasm, picture, options, target));
    const error = maxError(ours, reference);
    console.info(`webgl, ${name}: off by at most ${error} of 255`);
    expect(error).toBeLessThanOrEqual(2);
    expect(new Set(ours).size, 'a picture, not a flat colour').toBeGreaterThan(30);
  });

  it('turns a frame that the camera holds sideways', async () => {
    const picture = testPicture(side, side);
    const turned = async ({ client, canvas }: OpenEngine): Promise<number[]> => {
      client.setLook(look);
      client.setOptions({ ...defaultRenderOptions, split: 1 });
      const upright = videoFrame(picture, 0);
      const init: VideoFrameInit & { rotation: number } = { rotation: 90, timestamp: 1 };
      await client.present(new VideoFrame(upright, init), placement);
      upright.close();
      // The frame may still be in flight: what reads it back comes after it.
      await client.snapshot();
      return rgb(await shown(canvas, placement));
    };
    const ours = await turned(opened());
    expect(maxError(ours, rgb(picture)), 'it is turned').toBeGreaterThan(20);
    expect(maxError(ours, await turned(wasm))).toBeLessThanOrEqual(2);
  });

  it('enlarges along the camera’s edges where that is wanted', async () => {
    expect(opened().client.info.abilities).toEqual({ enlarges: true, steadies: false });
    expect(wasm.client.info.abilities.enlarges).toBe(false);
    const picture = testPicture(2 * side, 2 * side);
    const canvas = { width: 2 * side, height: 2 * side };
    const [plain, sharp] = [
      await painted(opened(), picture, { sharpness: 0 }, { canvas }),
      await painted(opened(), picture, { sharpness: 1 }, { canvas }),
    ];
    const small = rgb(await painted(opened(), picture, { sharpness: 1 }));
    expect(maxError(rgb(sharp), rgb(plain))).toBeGreaterThan(4);
    const mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(Math.abs(mean(rgb(plain)) - mean(small))).toBeLessThan(2);
    expect(Math.abs(mean(rgb(sharp)) - mean(small))).toBeLessThan(2);
  });
}

/** To be the last that is asked of an engine. */
export function lostContext(opened: () => WatchedEngine): void {
  it('reports a lost context, and frames under way still come to an end', async () => {
    const { client, watch, lost } = opened();
    const frame = client.present(videoFrame(testPicture(side, side), 0), placement).then(
      () => 'shown',
      (error: unknown) => String(error),
    );
    expect(await watch.call('loseContexts', {})).toBeGreaterThan(0);
    expect(await lost).toMatch(/engine-lost: The graphics context was lost/);
    expect(await frame).toBeTruthy();
  });
}
