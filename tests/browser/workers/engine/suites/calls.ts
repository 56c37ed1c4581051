/** The engine worker end to end in a real browser: every backend, every call, and nothing left behind. */

import { afterEach, describe, expect, it } from 'vitest';
import { EngineClient } from '../../../../../src/workers/engine/engine.client';
import type { RgbaPicture } from '../../../../../src/shared/picture';
import { maxError } from '../../../../support/networks/golden-tensors';
import { fetchGolden, fetchModels } from '../../../../support/networks/network-files';
import type { Backend, StyleCode } from '../../../../../src/workers/networks/types';

const [modelFiles, { floats, picture }] = await Promise.all([fetchModels(), fetchGolden()]);

const rgb = ({ data }: RgbaPicture): number[] => [...data].filter((_, i) => i % 4 !== 3);

async function bitmap(source: RgbaPicture): Promise<ImageBitmap> {
  return createImageBitmap(new ImageData(source.data, source.width, source.height));
}

/** Left and right swapped. */
function flip({ data, width, height }: RgbaPicture): RgbaPicture {
  const out = new Uint8ClampedArray(data.length);
  for (let i = 0; i < width * height; i++) {
    const mirrored = i - (i % width) + (width - 1 - (i % width));
    out.set(data.subarray(i * 4, i * 4 + 4), mirrored * 4);
  }
  return { data: out, width, height };
}

let client: EngineClient | undefined;
afterEach(() => client?.destroy());

async function open(backend: Backend): Promise<{ engine: EngineClient; canvas: HTMLCanvasElement }> {
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  client = await EngineClient.create({
    canvas: canvas.transferControlToOffscreen(),
    models: modelFiles,
    backend,
    warmUp: { width: 64, height: 64 },
  });
  return { engine: client, canvas };
}

describe.each(['webgpu', 'webgl', 'wasm'] as const)('engine on %s', (backend) => {
  it('gives PyTorch’s numbers, presents, and keeps its memory flat', async () => {
    const { engine, canvas } = await open(backend);
    expect(engine.info).toMatchObject({ backend, tried: [] });

    const code: StyleCode = floats('style.z');
    engine.setLook({ mix: [{ code, weight: 2 }], strength: 1 });
    for (const key of ['a', 'b']) {
      const content = picture(`content.${key}.rgb`);
      const { width, height } = content;
      const styled = await engine.stylize(content, { width, height, mirror: false });
      // 8-bit rounding, and ± 2e-3.
      const expected = floats(`output.${key}`).map((x) => x * 255);
      expect(maxError(rgb(styled), expected)).toBeLessThan(0.5 + 2e-3 * 255);
    }

    const placement = { width: 64, height: 64, mirror: false };
    await engine.present(await bitmap(picture('content.a.rgb')), placement);
    const snapshot = await engine.snapshot();
    const expected = floats('output.a').map((x) => x * 255);
    expect(maxError(rgb(snapshot), expected)).toBeLessThan(0.5 + 2e-3 * 255);

    const before = await engine.memory();
    for (let i = 0; i < 20; i++) await engine.present(await bitmap(picture('content.a.rgb')), placement);
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

  it('mirrors, applies the strength, and frees what it replaces', async () => {
    const { engine } = await open(backend);
    // A small picture: reading a style at 256 px takes SwiftShader too long.
    const code = await engine.encodeStyle(await bitmap(picture('content.b.rgb')));
    expect(code).toHaveLength(100);
    const content = picture('content.a.rgb');
    const frame = async (strength: number, mirror = false): Promise<RgbaPicture> => {
      engine.setLook({ mix: [{ code, weight: 1 }], strength });
      await engine.present(await bitmap(content), { width: 64, height: 64, mirror });
      return engine.snapshot();
    };
    const full = await frame(1);
    const before = await engine.memory();
    expect(maxError((await frame(0)).data, full.data)).toBeGreaterThan(8);
    const mirrored = await frame(1, true);
    const flipped = await engine.stylize(flip(content), { width: 64, height: 64, mirror: false });
    expect(maxError(mirrored.data, flipped.data)).toBeLessThanOrEqual(1);
    expect(maxError(mirrored.data, full.data)).toBeGreaterThan(8);
    await frame(0.5);
    await frame(1);
    expect((await engine.memory()).numTensors).toBe(before.numTensors);
  });

  it('refuses what is illegal, aborts, and ends for good', async () => {
    const { engine } = await open(backend);
    const content = (): Promise<ImageBitmap> => bitmap(picture('content.a.rgb'));
    const placement = { width: 64, height: 64, mirror: false };
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
    const pending = engine.memory();
    engine.destroy();
    engine.destroy();
    await expect(pending).rejects.toMatchObject({ code: 'destroyed' });
    const late = await content();
    await expect(engine.present(late, placement)).rejects.toMatchObject({ code: 'destroyed' });
    expect(late.width).toBe(0);
  });
});
