/** Two styles in one picture through the engine worker: what is drawn, what it costs, and what is drawn meanwhile. */
import { beforeEach, expect, it } from 'vitest';
import type { EngineClient } from '../../../../../src/workers/engine/engine.client';
import { fetchGolden } from '../../../../support/networks/network-files';
import { maxError } from '../../../../support/networks/golden-tensors';
import { eachByItself, rgb, videoFrame } from '../../../../support/networks/open-engine';
import type { OpenEngine } from '../../../../support/networks/open-engine';
import type { Look, NormStatistics } from '../../../../../src/workers/networks/types';

const golden = await fetchGolden();
const content = golden.picture('content.a.rgb');
const first: Look = { mix: [{ code: golden.floats('style.z'), weight: 1 }], strength: 1 };
const second: Look = { mix: [{ code: golden.floats('second.z'), weight: 1 }], strength: 1 };
const mask = golden.mask('mask');
const both: Look = { ...first, second: { ...second, mask } };
const placement = { width: 64, height: 64, mirror: false };
/** Of 255: 8-bit rounding, and ± 1e-3. */
const tolerance = 0.5 + 1e-3 * 255;
const wanted = golden.floats('output.two.a').map((x) => x * 255);

let frames = 0;

/** The picture of one more frame in `look`. */
async function styled(one: EngineClient, look: Look, place = placement): Promise<number[]> {
  one.setLook(look);
  await one.present(videoFrame(content, frames++ / 30), place);
  return rgb(await one.snapshot());
}

/** A look with the second style everywhere (255) or nowhere (0). */
function everywhere(value: number): Look {
  const data = new Uint8Array(4).fill(value);
  return { ...first, second: { ...second, mask: { data, width: 2, height: 2 } } };
}

export function twoStyles(opened: () => OpenEngine): void {
  beforeEach(() => opened().client.setOptions(eachByItself));

  it('are PyTorch’s picture, live and as a still, at any size, and keep the caller’s mask', async () => {
    const { client } = opened();
    const pixels = { ...content, data: content.data.slice() };
    // A still waits for its look, whatever it takes.
    const still = rgb(await client.stylize(pixels, placement, undefined, both));
    expect(maxError(still, wanted)).toBeLessThan(tolerance);
    expect(maxError(await styled(client, both), wanted)).toBeLessThan(tolerance);
    expect(mask.data.length).toBe(mask.width * mask.height);
    const before = await client.memory();
    const smaller = { ...placement, width: 32, height: 32 };
    const small = await styled(client, both, smaller);
    expect(maxError(small, await styled(client, first, smaller))).toBeGreaterThan(20);
    expect(maxError(await styled(client, both), wanted)).toBeLessThan(tolerance);
    expect((await client.memory()).numTensors).toBe(before.numTensors);
  });

  it('are exactly the one style where the mask has it everywhere', async () => {
    const { client } = opened();
    const [alone, other] = [await styled(client, first), await styled(client, second)];
    expect(maxError(alone, other)).toBeGreaterThan(20);
    expect(await styled(client, everywhere(0))).toEqual(alone);
    expect(await styled(client, everywhere(255))).toEqual(other);
    expect(await styled(client, first)).toEqual(alone);
  });

  it('take the statistics that a look brings', async () => {
    const { client } = opened();
    const measured = async (look: Look): Promise<NormStatistics> => {
      client.setLook(look);
      return client.measure(videoFrame(content, 0), placement);
    };
    const own = [await measured(first), await measured(second)] as const;
    expect(maxError(await measured(both), own[0]), 'of two styles the first is measured').toBeLessThan(1e-2);
    const look = { ...first, statistics: own[0], second: { ...second, mask, statistics: own[1] } };
    expect(maxError(await styled(client, look), wanted)).toBeLessThan(tolerance + 1);
  });

  it('follow the light when it changes for good', async () => {
    const { client } = opened();
    client.setOptions({ ...eachByItself, statistics: 'streaming' });
    const dark = { ...content, data: content.data.map((x, i) => (i % 4 === 3 ? x : x * 0.4)) };
    const still = rgb(await client.stylize({ ...dark, data: dark.data.slice() }, placement, undefined, both));
    await styled(client, both);
    const errors: number[] = [];
    for (let i = 0; i < 60; i++) {
      await client.present(videoFrame(dark, frames++ / 30), placement);
      if (i % 20 === 19) errors.push(maxError(rgb(await client.snapshot()), still));
    }
    console.info(
      `${client.info.backend}: ${errors.map((x) => x.toFixed(1)).join(', ')} of 255 from the still`,
    );
    expect(errors.at(-1)).toBeLessThan(6);
  });
}

/** Before any other test has two styles: on WGSL, where kernels are compiled for them when first asked for. */
export function firstTwoStyles(opened: () => OpenEngine): void {
  it('are drawn once they are compiled, at the cost of one', async () => {
    const { client } = opened();
    client.setOptions(eachByItself);
    const present = () => client.present(videoFrame(content, frames++ / 30), placement);
    const alone = await styled(client, first);
    const seen = [await styled(client, both)];
    expect(seen[0], 'the look before stays').toEqual(alone);
    while (maxError(seen.at(-1) ?? [], alone) === 0) seen.push(await styled(client, both));
    expect(maxError(seen.at(-1) ?? [], wanted), 'nothing between is ever drawn').toBeLessThan(tolerance);

    client.setOptions({ ...eachByItself, statistics: 'streaming' });
    client.setLook(both);
    await present();
    // More frames than it takes to measure both styles anew.
    for (let i = 0; i < 20; i++) {
      const before = await client.counters();
      await present();
      const after = await client.counters();
      const names = ['submits', 'readbacks', 'buffersCreated', 'texturesCreated'] as const;
      const asked = names.map((name) => Number(after?.[name]) - Number(before?.[name]));
      expect(asked).toEqual([1, 0, 0, 0]);
      expect(Number(after?.dispatches) - Number(before?.dispatches)).toBeLessThanOrEqual(23);
    }
    expect(maxError(rgb(await client.snapshot()), wanted), 'a still scene stays as it is').toBeLessThan(
      tolerance,
    );
  });
}
