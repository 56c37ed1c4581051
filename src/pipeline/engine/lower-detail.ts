/** What follows when an engine is restarted: what still fits after memory ran out, and what is said. Pure. */
import { isImpastoError } from '../../shared/errors';
import { details } from '../api/session-state';
import type { BackendName, Detail, Notice } from '../api/session-state';

/** The next lower detail; null when there is none. `auto` gives way to a modest fixed one. */
export function lowerDetail(detail: Detail): Detail | null {
  if (detail === 'auto') return 256;
  return details.filter((other) => other !== 'auto' && other < detail).at(-1) ?? null;
}

/** What is said when the engine on `backend` is replaced. */
export function restartNotice(error: unknown, backend?: BackendName): Notice {
  const silent = isImpastoError(error, 'engine-silent');
  return silent && backend ? { code: 'engine-silent', backend } : { code: 'engine-restarted' };
}
