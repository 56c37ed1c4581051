/** Reads the pictures that an engine does not show: stills and artworks, and their style codes. Owns a canvas. */
import { shrunkSize } from '../../../shared/picture';
import type { RgbaPicture } from '../../../shared/picture';
import type { StyleNetworks } from '../../networks/nets/style-networks';
import { styleSize } from '../../networks/nets/style-networks';
import { resizePicture } from '../../networks/pixels/resize';
import { SourceCanvas, sourceSize } from '../../networks/pixels/source-canvas';
import type { PictureSource, Placement, StyleCode } from '../../networks/types';
import { wholePicture } from './content-code';

/** Long side at most, px, at which a picture is read before it is scaled for the style encoder. */
const readLongSide = 2048;

export class StillInput {
  readonly canvas = new SourceCanvas(true);
  readonly #networks: StyleNetworks;

  constructor(networks: StyleNetworks) {
    this.#networks = networks;
  }

  /** The part of a picture that a placement uses, at its size. The source stays the caller's. */
  read(source: PictureSource, placement: Placement): RgbaPicture {
    this.canvas.draw(source, placement);
    return this.canvas.read();
  }

  /** The style code of a picture, which stays the caller's. */
  async encode(picture: PictureSource): Promise<StyleCode> {
    const whole = wholePicture(sourceSize(picture), shrunkSize(sourceSize(picture), readLongSide));
    // Scaled by ourselves: browsers' own filters are softer, each in its way, and the style's strokes come out weaker.
    return this.#networks.encode(resizePicture(this.read(picture, whole), styleSize(whole)));
  }
}
