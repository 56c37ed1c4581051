/** What paints pictures for the command line, whatever computes it. */

import type { RgbaPicture } from '../../shared/picture';
import type { Look, StyleCode } from '../../workers/networks/types';

export interface Painter {
  /** What paints, for the line that says so. */
  readonly name: string;
  /** The style code of a picture that was scaled to `styleSize`. */
  encode(picture: RgbaPicture): Promise<StyleCode>;
  /**
   * One picture at a time.
   * @param picture sides multiples of 4
   * @param own the picture's own code, for a strength below 1; without it, it is computed from the picture as it is
   * @throws ImpastoError `engine-lost` when what computes is gone, `engine-failed` when the picture is too large for it.
   */
  paint(picture: RgbaPicture, look: Look, own?: StyleCode): Promise<RgbaPicture>;
  /** Idempotent. */
  dispose(): void;
}
