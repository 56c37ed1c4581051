/** Strings of the tools beside the picture, which are loaded after the first picture. */
import { msg, str } from '@lit/localize';
import type { Aspect } from '../../pipeline/api/session-state';

export const toolStrings = {
  lens: () => msg('Lens'),
  mirror: () => msg('Mirror mode'),
  hqStill: () => msg('HQ still'),
  hqStillHint: () => msg('Paint this view slowly and finely'),
  timer: () => msg('Timer'),
  timerValue: (seconds: number) => (seconds === 0 ? msg('off') : msg(str`${seconds} seconds`)),
  aspect: () => msg('Shape'),
  aspectValue: (aspect: Aspect) => (aspect === 'full' ? msg('full screen') : aspect),
  torch: () => msg('Light'),
  grid: () => msg('Grid'),
  moreTools: () => msg('More tools'),
  pictureInPicture: () => msg('Picture in picture'),
  statsFps: () => msg('fps'),
  statsMs: () => msg('ms'),
  statsP95: () => msg('p95'),
} as const;
