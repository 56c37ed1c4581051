/** Strings of two styles in one picture. */
import { msg, str } from '@lit/localize';
import type { BrushTool, PlaceKind } from '../../pipeline/api/two-styles-api';
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
      case 'brush':
        return msg('Painted by hand');
      default:
        return assertNever(kind);
    }
  },
  brush: () => msg('Brush: arrow keys move it, the space bar paints'),
  brushTools: () => msg('What the brush does'),
  brushTool: (tool: BrushTool): string => {
    switch (tool) {
      case 'add':
        return msg('Paint the second style');
      case 'erase':
        return msg('Erase it');
      case 'soften':
        return msg('Soften the edge');
      default:
        return assertNever(tool);
    }
  },
  brushHint: () => msg('Paint on the picture where the second style shall be.'),
  brushSize: () => msg('Size of the brush'),
  brushUndo: () => msg('Take the last stroke back'),
  brushClear: () => msg('Clear all that is painted'),
  across: () => msg('Between the styles, left to right'),
  down: () => msg('Between the styles, top to bottom'),
  turn: () => msg('Direction of the second style'),
  degrees: (degrees: number) => msg(str`${degrees} degrees`),
  width: () => msg('How far one runs into the other'),
  radius: () => msg('Size of the first style’s place'),
  percent: (percent: number) => msg(str`${percent} percent`),
} as const;
