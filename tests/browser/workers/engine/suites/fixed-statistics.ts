/** Statistics that a look brings: what one half of the picture does is not seen in the other. */
import { expect, it } from 'vitest';
import type { RgbaPicture } from '../../../../../src/shared/picture';
import { pooledStatistics } from '../../../../../src/workers/networks/nets/norm-statistics';
import { fetchGolden, testPicture } from '../../../../support/networks/network-files';
import { maxError } from '../../../../support/networks/golden-tensors';
import { eachByItself, rgb, videoFrame } from '../../../../support/networks/open-engine';
import type { OpenEngine } from '../../../../support/networks/open-engine';
import type { Look } from '../../../../../src/workers/networks/types';

const golden = await fetchGolden();
const look: Look = { mix: [{ code: golden.floats('style.z'), weight: 1 }], strength: 1 };
const [width, height] = [128, 72];
const placement = { width, height, mirror: false };
const plain = testPicture(width, height);

/** The picture with its right half so much brighter. */
function lit(levels: number): RgbaPicture {
  const data = plain.data.map((x, i) => (i % 4 !== 3 && (i >> 2) % width >= width / 2 ? x + levels : x));
  return { ...plain, data };
}

/**
 * Mean change of the left quarter, of 255: farther from the other half than the network looks (about 60 px, by its
 * convolutions alone).
 */
function leftChange(a: readonly number[], b: readonly number[]): number {
  let [sum, count] = [0, 0];
  a.forEach((value, i) => {
    if (Math.floor(i / 3) % width >= width / 4) return;
    sum += Math.abs(value - Number(b[i]));
    count += 1;
  });
  return sum / count;
}

export function fixedStatistics(opened: () => OpenEngine): void {
  it('keeps a still half still while the other jumps, by statistics that a look brings', async () => {
    const { client: one } = opened();
    const { backend } = one.info;
    one.setOptions(eachByItself);
    let count = 0;
    const styled = async (picture: RgbaPicture, wanted: Look): Promise<number[]> => {
      one.setLook(wanted);
      await one.present(videoFrame(picture, count++ / 30), placement);
      return rgb(await one.snapshot());
    };
    const [dark, bright] = [lit(0), lit(90)];
    const exact = await styled(dark, look);
    const exactChange = leftChange(exact, await styled(bright, look));

    const own = await one.measure(videoFrame(dark, 0), placement);
    const sameFrame = await styled(dark, { ...look, statistics: own });
    expect(maxError(sameFrame, exact), 'its own statistics change nothing').toBeLessThanOrEqual(2);

    const statistics = pooledStatistics([own, await one.measure(videoFrame(bright, 0), placement)]);
    const fixed = { ...look, statistics };
    const fixedChange = leftChange(await styled(dark, fixed), await styled(bright, fixed));
    console.info(
      `${backend}: left half changes by ${exactChange.toFixed(2)} exact, ${fixedChange.toFixed(3)} fixed`,
    );
    expect(exactChange).toBeGreaterThan(3);
    expect(fixedChange).toBeLessThan(0.05 * exactChange);

    const after = await styled(dark, look);
    expect(maxError(after, exact), 'a look without statistics is as before').toBeLessThanOrEqual(1);
    const before = await one.memory();
    await one.measure(videoFrame(dark, 0), placement);
    await styled(dark, fixed);
    await styled(dark, look);
    expect((await one.memory()).numTensors).toBe(before.numTensors);
  });
}
