/** When the GPU is lost: `auto` goes on with the processor and says so once, `webgpu` ends. */
import { describe, expect, it } from 'vitest';
import type { Painter } from '../../../src/cli/painters/painter';
import { RescuedPainter } from '../../../src/cli/painters/rescued-painter';
import { ImpastoError } from '../../../src/shared/errors';
import type { RgbaPicture } from '../../../src/shared/picture';
import type { Look } from '../../../src/workers/networks/types';

const picture: RgbaPicture = { data: new Uint8ClampedArray(16 * 16 * 4), width: 16, height: 16 };
const look: Look = { mix: [{ code: new Float32Array(100), weight: 1 }], strength: 1 };

/** Paints everything in one grey, or fails. */
function painter(name: string, grey: number, failure?: () => ImpastoError | null): Painter {
  return {
    name,
    encode: () => Promise.resolve(new Float32Array(100)),
    paint: async ({ data, ...size }) => {
      await Promise.resolve();
      const error = failure?.();
      if (error) throw error;
      return { ...size, data: data.map(() => grey) };
    },
    dispose: () => undefined,
  };
}

const lost = (): ImpastoError => new ImpastoError('engine-lost', 'The GPU was lost. Unplugged.');
const first = async (one: Painter): Promise<number | undefined> => (await one.paint(picture, look)).data[0];

describe('a lost GPU', () => {
  it('gives way to the processor, also for pictures under way, and that is said once', async () => {
    const said: string[] = [];
    let gone = false;
    const gpu = painter('gpu', 1, () => (gone ? lost() : null));
    const rescued = new RescuedPainter(gpu, painter('processor', 2), (reason) => said.push(reason));
    expect(await first(rescued)).toBe(1);
    expect(rescued.name).toBe('gpu');
    gone = true;
    expect(await Promise.all([first(rescued), first(rescued)])).toEqual([2, 2]);
    expect(await first(rescued)).toBe(2);
    expect(rescued.name).toBe('processor');
    expect(said).toEqual(['The GPU was lost. Unplugged.']);
  });

  it('is an error where only the GPU is wanted', async () => {
    const only = new RescuedPainter(painter('gpu', 1, lost), painter('processor', 2), null);
    await expect(first(only)).rejects.toMatchObject({ code: 'engine-lost' });
  });

  it('is told from a picture that the GPU cannot paint', async () => {
    const tooLarge = (): ImpastoError => new ImpastoError('engine-failed', 'Too large.');
    const rescued = new RescuedPainter(painter('gpu', 1, tooLarge), painter('processor', 2), () => undefined);
    await expect(first(rescued)).rejects.toMatchObject({ code: 'engine-failed' });
  });
});
