/** Strings of the settings of the picture, which are loaded with their sheet. */
import { msg } from '@lit/localize';
import type { StyledArea } from '../pipeline/session-state';
import { assertNever } from '../shared/assert';

export const pictureStrings = {
  styledArea: () => msg('Paint what'),
  styledAreaHint: () =>
    msg('People are found on this device, by a small network that is loaded when first used (1 MB).'),
} as const;

export function styledAreaName(area: StyledArea): string {
  switch (area) {
    case 'all':
      return msg('Everything');
    case 'person':
      return msg('People only');
    case 'background':
      return msg('Background only');
    default:
      return assertNever(area);
  }
}
