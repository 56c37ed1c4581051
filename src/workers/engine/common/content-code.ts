/**
 * The live content's own style code, which a strength below 1 blends in: read at the first frame, then again now and
 * then, averaged so that no step is seen. Owns the average; the canvas it reads through is the engine's.
 */

import { networkSize } from '../../../shared/picture';
import { blendCodes } from '../../networks/nets/look';
import type { StyleNetworks } from '../../networks/nets/style-networks';
import { sourceCrop } from '../../networks/pixels/source-canvas';
import type { SourceCanvas } from '../../networks/pixels/source-canvas';
import type { PictureSource, Placement, StyleCode } from '../../networks/types';

/** The code is read again after this many ms. */
const renewMs = 1500;

/** After this many ms without a frame the old average says nothing about the new one. */
const staleMs = 4 * renewMs;

/** Long side of the picture it is read from, px. */
const longSide = 160;

/** Share of the new reading in the running average: steps would be seen as flicker. */
const renewShare = 0.5;

/** A frame and the part of it that is seen. */
export interface Content {
  readonly source: PictureSource | OffscreenCanvas;
  readonly placement: Placement;
}

export class ContentCode {
  readonly #networks: StyleNetworks;
  readonly #canvas: SourceCanvas;
  #average: { readonly code: StyleCode; readonly at: number } | undefined;

  constructor(networks: StyleNetworks, canvas: SourceCanvas) {
    this.#networks = networks;
    this.#canvas = canvas;
  }

  /** Another source: nothing that was read counts. */
  forget(): void {
    this.#average = undefined;
  }

  /** The average, or the code of `content` when there is none. Draws `content` before it returns. */
  async current(content: Content): Promise<StyleCode> {
    if (this.#average && performance.now() - this.#average.at <= staleMs) return this.#average.code;
    return this.#read(content, undefined);
  }

  /** True when it is time to `renew`. */
  get isDue(): boolean {
    return !this.#average || performance.now() - this.#average.at >= renewMs;
  }

  /** Reads `content` into the average. Draws `content` before it returns. */
  async renew(content: Content): Promise<StyleCode> {
    return this.#read(content, this.#average?.code);
  }

  async #read({ source, placement }: Content, before: StyleCode | undefined): Promise<StyleCode> {
    const { width, height, mirror } = placement;
    const size = networkSize(placement, Math.min(longSide, Math.max(width, height)));
    this.#canvas.draw(source, { ...size, mirror, crop: sourceCrop(source, placement) });
    const own = await this.#networks.encode(this.#canvas.read());
    const code = before ? blendCodes(before, own, renewShare) : own;
    this.#average = { code, at: performance.now() };
    return code;
  }
}

/** All of a source, scaled to `target`. */
export function wholePicture(
  source: { readonly width: number; readonly height: number },
  target: { readonly width: number; readonly height: number },
): Placement {
  const { width, height } = target;
  return { width, height, mirror: false, crop: { x: 0, y: 0, width: source.width, height: source.height } };
}
