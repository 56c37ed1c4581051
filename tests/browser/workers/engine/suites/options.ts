/** Keeping colours, the split view and a canvas of another size on the tfjs engine, where they are not the GPU's work. */

import { beforeAll, expect, it } from 'vitest';
import type { RgbaPicture } from '../../../../../src/shared/picture';
import { lumaWeights } from '../../../../../src/workers/networks/pixels/render-options';
import { fetchGolden } from '../../../../support/networks/network-files';
import { bitmap, clearCanvas, eachByItself, shown } from '../../../../support/networks/open-engine';
import type { OpenEngine } from '../../../../support/networks/open-engine';

const golden = await fetchGolden();
const content = golden.picture('content.a.rgb');
const { width, height } = content;

const channels = ({ data }: RgbaPicture, i: number): number[] =>
  [0, 1, 2].map((c) => Number(data[i * 4 + c]));
const luma = (picture: RgbaPicture, i: number): number =>
  channels(picture, i).reduce((sum, x, c) => sum + x * Number(lumaWeights[c]), 0);

export function options(opened: () => OpenEngine): void {
  beforeAll(() => clearCanvas(opened(), golden.floats('style.z')));

  it('keeps colours, wipes, and fills a larger canvas', async () => {
    const { client, canvas } = opened();
    client.setOptions(eachByItself);
    expect(() => client.setOptions({ ...eachByItself, split: 2 })).toThrow(/split must be from 0 to 1/);
    client.setLook({ mix: [{ code: golden.floats('style.z'), weight: 1 }], strength: 1 });
    const draw = async (
      placement: { canvas?: { width: number; height: number } } = {},
    ): Promise<RgbaPicture> => {
      await client.present(await bitmap(content), { width, height, mirror: false, ...placement });
      // The frame may still be in flight: what reads it back comes after it.
      await client.snapshot();
      return shown(canvas, placement.canvas ?? content);
    };
    const styled = await draw();

    client.setOptions({ ...eachByItself, keepColours: 1 });
    const kept = await draw();
    let compared = 0;
    for (let i = 0; i < width * height; i++) {
      const want = channels(content, i).map((x) => x + luma(styled, i) - luma(content, i));
      // Where the mixture leaves 0..255 the screen clips it.
      if (want.some((x) => x < 1 || x > 254)) continue;
      compared += 1;
      channels(kept, i).forEach((x, c) => expect(Math.abs(x - Number(want[c]))).toBeLessThanOrEqual(2));
    }
    expect(compared).toBeGreaterThan(1000);

    client.setOptions({ ...eachByItself, split: 0.5 });
    const size = { width: 2 * width, height: 2 * height };
    const split = await draw({ canvas: size });
    expect([canvas.width, canvas.height]).toEqual([size.width, size.height]);
    // Away from edges and the split, doubling changes little: compare the means of both halves with their sources.
    const mean = (picture: RgbaPicture, from: number, to: number): number => {
      let sum = 0;
      for (let y = 0; y < picture.height; y++) {
        for (let x = from * picture.width; x < to * picture.width; x++)
          sum += luma(picture, y * picture.width + x);
      }
      return sum / (picture.height * (to - from) * picture.width);
    };
    expect(Math.abs(mean(split, 0, 0.5) - mean(content, 0, 0.5))).toBeLessThan(1.5);
    expect(Math.abs(mean(split, 0.5, 1) - mean(styled, 0.5, 1))).toBeLessThan(1.5);
    expect(Math.abs(mean(content, 0, 0.5) - mean(styled, 0, 0.5))).toBeGreaterThan(4);
  });
}
