/** A job's pictures as the losses want them. Pure. */

import { matchColours, matchGreys, toGrey } from '../picture/colour';
import { toFloatPicture } from '../picture/float-picture';
import type { FloatPicture } from '../picture/float-picture';
import type { HqJob, HqJobSecond, HqJobStyle } from './hq-job';

type Styles = readonly { readonly picture: FloatPicture; readonly weight: number }[];

/** Recoloured, still in their own sizes. */
export interface PreparedJob {
  readonly content: FloatPicture;
  readonly styles: Styles;
  readonly second: (Omit<HqJobSecond, 'styles'> & { readonly styles: Styles }) | undefined;
  readonly start: FloatPicture | undefined;
}

/** Applies the colour mode. */
export function prepareJob({ content, styles, second, start, settings }: HqJob): PreparedJob {
  const own = toFloatPicture(content);
  const first = start && toFloatPicture(start);
  const prepared = (
    seen: FloatPicture,
    begin: FloatPicture | undefined,
    change: (style: FloatPicture) => FloatPicture,
  ): PreparedJob => {
    const each = (all: readonly HqJobStyle[]): Styles =>
      all
        .filter(({ weight }) => weight > 0)
        .map(({ picture, weight }) => ({ picture: change(toFloatPicture(picture)), weight }));
    return {
      content: seen,
      styles: each(styles),
      second: second && { ...second, styles: each(second.styles) },
      start: begin,
    };
  };
  switch (settings.colour) {
    case 'style':
      return prepared(own, first, (style) => style);
    case 'matched':
      // The live frame has the style's own colours: it begins recoloured too.
      return prepared(own, first && matchColours(first, own), (style) => matchColours(style, own));
    case 'luma': {
      const grey = toGrey(own);
      return prepared(grey, first && toGrey(first), (style) => matchGreys(toGrey(style), grey));
    }
  }
}
