/**
 * Paints on the GPU; where that is wished for, on the processor from the picture at which the GPU is lost. Owns both
 * painters.
 */

import { isImpastoError } from '../../shared/errors';
import type { RgbaPicture } from '../../shared/picture';
import type { Look, StyleCode } from '../../workers/networks/types';
import type { Painter } from './painter';

export class RescuedPainter implements Painter {
  readonly #gpu: Painter;
  readonly #processor: Painter;
  readonly #onLost: ((reason: string) => void) | null;
  #lost = false;

  /** @param onLost called once; null when a lost GPU is to be the end */
  constructor(gpu: Painter, processor: Painter, onLost: ((reason: string) => void) | null) {
    this.#gpu = gpu;
    this.#processor = processor;
    this.#onLost = onLost;
  }

  get name(): string {
    return (this.#lost ? this.#processor : this.#gpu).name;
  }

  encode(picture: RgbaPicture): Promise<StyleCode> {
    return this.#processor.encode(picture);
  }

  async paint(picture: RgbaPicture, look: Look, own?: StyleCode): Promise<RgbaPicture> {
    if (!this.#lost) {
      try {
        return await this.#gpu.paint(picture, look, own);
      } catch (error) {
        if (!this.#onLost || !isImpastoError(error, 'engine-lost')) throw error;
        this.#tellLost(error.message);
      }
    }
    return this.#processor.paint(picture, look, own);
  }

  dispose(): void {
    this.#gpu.dispose();
    this.#processor.dispose();
  }

  /** Once, however many pictures were under way. */
  #tellLost(reason: string): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#onLost?.(reason);
  }
}
