/** The codes that ship for the gallery are what this engine reads in the artworks itself. */

import { expect, it } from 'vitest';
import { StyleLibrary } from '../../../../../src/pipeline/library/style-library';
import { networkHash } from '../../../../../src/pipeline/engine/network-hash';
import type { OpenEngine } from '../../../../support/networks/open-engine';
import { fetchModels } from '../../../../support/networks/network-files';

/** Of the code's length. The command that wrote the codes decodes and scales artworks with sharp. */
const mostDifference = 0.02;

export function galleryStyles(opened: () => OpenEngine): void {
  it.each(['great-wave', 'composition-viii'])('%s', async (id) => {
    const library = await StyleLibrary.open();
    try {
      const shipped = await library.galleryCode(id, await networkHash(await fetchModels()));
      const read = await opened().client.encodeStyle(await library.picture(id));
      const difference = Math.hypot(...read.map((value, i) => value - (shipped?.[i] ?? NaN)));
      expect(difference / Math.hypot(...read)).toBeLessThan(mostDifference);
    } finally {
      library.destroy();
    }
  });
}
