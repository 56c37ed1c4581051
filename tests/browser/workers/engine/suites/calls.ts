/** Every call of the engine worker, and nothing left behind. */

import { beforeEach, expect, it } from 'vitest';
import type { RgbaPicture } from '../../../../../src/shared/picture';
import { maxError } from '../../../../support/networks/golden-tensors';
import { fetchGolden, fetchModels } from '../../../../support/networks/network-files';
import { bitmap, eachByItself, openEngine, rgb } from '../../../../support/networks/open-engine';
import type { OpenEngine } from '../../../../support/networks/open-engine';
import type { StyleCode } from '../../../../../src/workers/networks/types';

const { floats, picture } = await fetchGolden();

/** Left and right swapped. */
function flip({ data, width, height }: RgbaPicture): RgbaPicture {
  const out = new Uint8ClampedArray(data.length);
  for (let i = 0; i < width * height; i++) {
    const mirrored = i - (i % width) + (width - 1 - (i % width));
    out.set(data.subarray(i * 4, i * 4 + 4), mirrored * 4);
  }
  return { data: out, width, height };
}

const placement = { width: 64, height: 64, mirror: false };
const content = (): Promise<ImageBitmap> => bitmap(picture('content.a.rgb'));

export function calls(opened: () => OpenEngine): void {
  beforeEach(() => opened().client.setOptions(eachByItself));

  it('gives PyTorch’s numbers, presents, and keeps its memory flat', async () => {
    const { client: engine, canvas } = opened();
    const code: StyleCode = floats('style.z');
    engine.setLook({ mix: [{ code, weight: 2 }], strength: 1 });
    for (const key of ['a', 'b']) {
      const golden = picture(`content.${key}.rgb`);
      const { width, height } = golden;
      const styled = await engine.stylize(golden, { width, height, mirror: false });
      // 8-bit rounding, and ± 2e-3.
      const expected = floats(`output.${key}`).map((x) => x * 255);
      expect(maxError(rgb(styled), expected)).toBeLessThan(0.5 + 2e-3 * 255);
    }

    await engine.present(await content(), placement);
    const snapshot = await engine.snapshot();
    const expected = floats('output.a').map((x) => x * 255);
    expect(maxError(rgb(snapshot), expected)).toBeLessThan(0.5 + 2e-3 * 255);

    const before = await engine.memory();
    for (let i = 0; i < 20; i++) await engine.present(await content(), placement);
    expect(await engine.memory()).toEqual(before);

    const copy = new OffscreenCanvas(64, 64).getContext('2d', { willReadFrequently: true });
    // What a worker draws comes to the page with one of its next frames.
    await expect
      .poll(() => {
        copy?.drawImage(canvas, 0, 0);
        return maxError(copy?.getImageData(0, 0, 64, 64).data ?? [], snapshot.data);
      })
      .toBeLessThanOrEqual(2);
  });

  it('reads a style, mirrors, applies the strength, and frees what it replaces', async () => {
    const { client: engine } = opened();
    const code = await engine.encodeStyle(await bitmap(picture('style.rgb')));
    // What wasm reads is PyTorch's code: `tests/unit/workers/networks/golden.test.ts`.
    const { client: wasm } = await openEngine({ models: await fetchModels(), backend: 'wasm' });
    const expected = await wasm.encodeStyle(await bitmap(picture('style.rgb')));
    wasm.destroy();
    expect(maxError(code, expected), 'the code that wasm reads').toBeLessThan(5e-3);
    const frame = async (strength: number, mirror = false): Promise<RgbaPicture> => {
      engine.setLook({ mix: [{ code, weight: 1 }], strength });
      await engine.present(await content(), { ...placement, mirror });
      return engine.snapshot();
    };
    const full = await frame(1);
    const before = await engine.memory();
    expect(maxError((await frame(0)).data, full.data)).toBeGreaterThan(8);
    const mirrored = await frame(1, true);
    const flipped = await engine.stylize(flip(picture('content.a.rgb')), placement);
    expect(maxError(mirrored.data, flipped.data)).toBeLessThanOrEqual(1);
    expect(maxError(mirrored.data, full.data)).toBeGreaterThan(8);
    await frame(0.5);
    await frame(1);
    expect((await engine.memory()).numTensors).toBe(before.numTensors);
  });

  it('refuses what is illegal, and aborts', async () => {
    const { client: engine } = opened();
    expect(() => engine.setLook({ mix: [], strength: 1 })).toThrow(/weight above 0/);
    await expect(engine.present(await content(), { ...placement, width: 63 })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    const first = engine.present(await content(), placement);
    await expect(engine.present(await content(), placement)).rejects.toMatchObject({ code: 'engine-busy' });
    await first;
    const controller = new AbortController();
    const aborted = engine.present(await content(), placement, controller.signal);
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    // What was aborted still comes to its end: until then no other is taken.
    const next = async (): Promise<string> =>
      engine.present(await content(), placement).then(
        () => 'drawn',
        (error: unknown) => String(error),
      );
    await expect.poll(next).toBe('drawn');
  });
}

/** To be the last that is asked of an engine. */
export function end(opened: () => OpenEngine): void {
  it('ends for good', async () => {
    const { client: engine } = opened();
    const pending = engine.memory();
    engine.destroy();
    engine.destroy();
    await expect(pending).rejects.toMatchObject({ code: 'destroyed' });
    const late = await content();
    await expect(engine.present(late, placement)).rejects.toMatchObject({ code: 'destroyed' });
    expect(late.width).toBe(0);
  });
}
