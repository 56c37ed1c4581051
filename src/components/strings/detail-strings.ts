/** The detail of the picture and what the automatic one does, in words; loaded after the first picture. */
import { msg, str } from '@lit/localize';
import type { Detail, GovernorStatus } from '../../pipeline/api/session-state';
import { assertNever } from '../../shared/assert';

export function detailName(detail: Detail): string {
  return detail === 'auto' ? msg('Auto') : String(detail);
}

/** What the automatic detail does, e.g. "Auto: 320 px, holding 30 fps". */
export function governorText({ level, targetFps, fps, state }: GovernorStatus): string {
  switch (state) {
    case 'measuring':
      return msg(str`Auto: ${level} px, measuring`);
    case 'holding':
      return msg(str`Auto: ${level} px, holding ${targetFps} fps`);
    case 'adapting':
      return msg(str`Auto: ${level} px, adapting to ${targetFps} fps`);
    case 'at-limit':
      return msg(str`Auto: ${level} px, ${Math.round(fps)} fps is all this device can do`);
    case 'source-limited':
      return msg(str`Auto: ${level} px, ${Math.round(fps)} fps is all the source gives`);
    default:
      return assertNever(state);
  }
}
