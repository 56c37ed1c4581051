/** Telling why an engine was restarted: that memory ran out, what then still fits, or that it was silent. Pure. */
import { isImpastoError, messageOf } from '../shared/errors';
import { DETAILS } from './session-state';
import type { BackendName, Detail, Notice } from './session-state';

/** What engines and browsers say when memory runs out; none has a code for it. */
const signs =
  /out of memory|\bOOM\b|allocation failed|maximum memory size|could not allocate|invalid typed array length|array buffer allocation/i;

/** True when `error` says that memory ran out. */
export function isOutOfMemory(error: unknown): boolean {
  return signs.test(messageOf(error));
}

/** The next lower detail; null when there is none. `auto` gives way to a modest fixed one. */
export function lowerDetail(detail: Detail): Detail | null {
  if (detail === 'auto') return 256;
  return DETAILS.filter((other) => other !== 'auto' && other < detail).at(-1) ?? null;
}

/** What is said when the engine on `backend` is replaced. */
export function restartNotice(error: unknown, backend?: BackendName): Notice {
  const silent = isImpastoError(error, 'engine-silent');
  return silent && backend ? { code: 'engine-silent', backend } : { code: 'engine-restarted' };
}
