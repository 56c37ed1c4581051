/** What still fits after memory ran out. Pure. */
import { DETAILS } from './session-state';
import type { Detail } from './session-state';

/** The next lower detail; null when there is none. `auto` gives way to a modest fixed one. */
export function lowerDetail(detail: Detail): Detail | null {
  if (detail === 'auto') return 256;
  return DETAILS.filter((other) => other !== 'auto' && other < detail).at(-1) ?? null;
}
