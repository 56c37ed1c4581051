/** Strings of two styles in one picture. */
import { msg, str } from '@lit/localize';
import type { PlaceKind } from '../../pipeline/api/two-styles-api';
import { assertNever } from '../../shared/assert';

export const twoStrings = {
  title: () => msg('Two styles'),
  inHand: () => msg('Style to choose'),
  first: (title: string) => msg(str`First style: ${title}`),
  second: (title: string) => msg(str`Second style: ${title}`),
  swap: () => msg('Swap the two styles'),
  end: () => msg('One style again'),
  place: () => msg('Where the second style is'),
  kind: (kind: PlaceKind): string => {
    switch (kind) {
      case 'people':
        return msg('Behind people');
      case 'halves':
        return msg('Two halves');
      case 'wash':
        return msg('One runs into the other');
      case 'round':
        return msg('Around the first');
      default:
        return assertNever(kind);
    }
  },
  across: () => msg('Between the styles, left to right'),
  down: () => msg('Between the styles, top to bottom'),
  turn: () => msg('Direction of the second style'),
  degrees: (degrees: number) => msg(str`${degrees} degrees`),
  width: () => msg('How far one runs into the other'),
  radius: () => msg('Size of the first style’s place'),
  percent: (percent: number) => msg(str`${percent} percent`),
} as const;
