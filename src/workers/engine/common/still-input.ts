/** Reads the pictures that an engine does not show: stills and artworks, and their style codes. Owns a canvas. */
import type { RgbaPicture } from '../../../shared/picture';
import type { StyleNetworks } from '../../networks/nets/style-networks';
import { styleSize } from '../../networks/nets/style-networks';
import { SourceCanvas, sourceSize } from '../../networks/pixels/source-canvas';
import type { PictureSource, Placement, StyleCode } from '../../networks/types';
import { wholePicture } from './content-code';

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
    const size = sourceSize(picture);
    return this.#networks.encode(this.read(picture, wholePicture(size, styleSize(size))));
  }
}
