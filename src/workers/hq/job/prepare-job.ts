/** A job's pictures as the losses want them. Pure. */

import { matchColours, matchGreys, toGrey } from '../picture/colour';
import { toFloatPicture } from '../picture/float-picture';
import type { FloatPicture } from '../picture/float-picture';
import type { HqJob } from './hq-job';

/** Recoloured, still in their own sizes. */
export interface PreparedJob {
  readonly content: FloatPicture;
  readonly styles: readonly { readonly picture: FloatPicture; readonly weight: number }[];
  readonly start: FloatPicture | undefined;
}

/** Applies the colour mode. */
export function prepareJob({ content, styles, start, settings }: HqJob): PreparedJob {
  const own = toFloatPicture(content);
  const first = start && toFloatPicture(start);
  const pictures = styles
    .filter(({ weight }) => weight > 0)
    .map(({ picture, weight }) => ({ picture: toFloatPicture(picture), weight }));
  const each = (change: (picture: FloatPicture) => FloatPicture) =>
    pictures.map(({ picture, weight }) => ({ picture: change(picture), weight }));
  switch (settings.colour) {
    case 'style':
      return { content: own, styles: pictures, start: first };
    case 'matched':
      // The live frame has the style's own colours: it begins recoloured too.
      return {
        content: own,
        styles: each((style) => matchColours(style, own)),
        start: first && matchColours(first, own),
      };
    case 'luma': {
      const grey = toGrey(own);
      return {
        content: grey,
        styles: each((style) => matchGreys(toGrey(style), grey)),
        start: first && toGrey(first),
      };
    }
  }
}
