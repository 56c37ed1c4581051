import { isAbortError } from '../../shared/async/abort';
import { isMissingPart } from '../../shared/missing-part';
import { strings } from '../strings/strings';
import type { ImpastoToasts } from './toasts';

/**
 * Hears a job out. The session's problems arrive as snapshots and notices, so what a job rejects with is unexpected:
 * one sentence says so. What was called off, and a part of the app that cannot be loaded (told by the page), is silent.
 * @param job what a call gave: a promise, or nothing to wait for @param toasts asked when there is something to say
 */
export function tellUnexpected(job: unknown, toasts: () => ImpastoToasts): void {
  if (!(job instanceof Promise)) return;
  job.catch((error: unknown) => {
    if (isAbortError(error) || isMissingPart(error)) return;
    console.error(error);
    toasts().show({ kind: 'error', text: strings.unexpected() });
  });
}
