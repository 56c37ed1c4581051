/** Strings of the tools beside the picture, which are loaded after the first picture. */
import { msg } from '@lit/localize';

export const toolStrings = {
  lens: () => msg('Lens'),
} as const;
