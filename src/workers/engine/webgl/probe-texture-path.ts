/** Tries the live path over textures on a context of its own: what would be on the canvas, as numbers. */

import * as tf from '@tensorflow/tfjs-core';
import type { RgbaPicture } from '../../../shared/picture';
import type { StyleNetworks } from '../../networks/nets/style-networks';
import { probeCode, probePicture } from '../common/probe-picture';
import { TexturePath } from './texture-path';
import { defaultRenderOptions } from '../../networks/types';

/**
 * @param gl the context that tfjs runs on; its canvas takes the picture's size. @param side px
 * @throws what makes the path unfit here.
 */
export async function shownProbe(
  gl: WebGL2RenderingContext,
  networks: StyleNetworks,
  side: number,
): Promise<RgbaPicture> {
  const picture = probePicture(side);
  const shown = { data: new Uint8ClampedArray(picture.data.length), width: side, height: side };
  const path = new TexturePath(gl, () => {
    for (let y = 0; y < side; y++) {
      // A canvas begins at its lower edge.
      const row = shown.data.subarray((side - 1 - y) * side * 4, (side - y) * side * 4);
      gl.readPixels(0, y, side, 1, gl.RGBA, gl.UNSIGNED_BYTE, row);
    }
  });
  const modulation = networks.transformer.modulation(probeCode);
  const frame = await createImageBitmap(new ImageData(picture.data, side, side));
  try {
    const placement = { width: side, height: side, mirror: false };
    await path.take(frame, placement);
    const styled = tf.tidy(() => networks.transformer.run(path.input(), modulation));
    try {
      const start = performance.now();
      await path.show(styled, { frame, placement, options: defaultRenderOptions, mask: null, start });
    } finally {
      styled.dispose();
    }
    return shown;
  } finally {
    frame.close();
    modulation.dispose();
    path.destroy();
  }
}
