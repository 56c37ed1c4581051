/** Helpers around `AbortSignal`. An aborted job rejects with an `AbortError`, which is never shown to the user. */

/** True for the error an aborted job rejects with. */
export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The `AbortError` for an aborted signal, whatever reason it was given. */
export function abortError(signal?: AbortSignal): Error {
  const reason: unknown = signal?.reason;
  if (reason instanceof Error && reason.name === 'AbortError') return reason;
  return new DOMException(typeof reason === 'string' ? reason : 'Aborted', 'AbortError');
}

/** Throws an `AbortError` when `signal` is aborted. */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted === true) throw abortError(signal);
}

/**
 * Settles as `promise` does, or rejects with an `AbortError` as soon as `signal` aborts. The work itself goes on: its
 * result is handed to `discard` (to free what it owns), its error is dropped.
 */
export async function abortable<T>(
  promise: Promise<T>,
  signal?: AbortSignal,
  discard?: (late: T) => void,
): Promise<T> {
  if (signal === undefined) return promise;
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(abortError(signal));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } catch (error) {
    if (signal.aborted) promise.then(discard, () => undefined);
    throw error;
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

/** Resolves when all have; when one rejects, what the others made is freed, and it rejects as that one did. */
export async function allOrNone<T>(works: readonly Promise<T>[], free: (made: T) => void): Promise<T[]> {
  try {
    return await Promise.all(works);
  } catch (error) {
    for (const made of await Promise.allSettled(works)) if (made.status === 'fulfilled') free(made.value);
    throw error;
  }
}

/**
 * Settles as `work` does within `ms` milliseconds. Work that takes longer goes on, and its result is handed to `discard`.
 * @throws DOMException `TimeoutError`, not an AbortError: the user is to hear of it.
 */
export async function withinTime<T>(work: Promise<T>, ms: number, discard?: (late: T) => void): Promise<T> {
  const limit = AbortSignal.timeout(ms);
  try {
    return await abortable(work, limit, discard);
  } catch (error) {
    if (!limit.aborted || !isAbortError(error)) throw error;
    throw new DOMException(`no answer within ${ms / 1000} s`, 'TimeoutError');
  }
}

/** Resolves after `ms` milliseconds; rejects with an `AbortError` when `signal` aborts first. */
export async function delay(ms: number, signal?: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await abortable(
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      }),
      signal,
    );
  } finally {
    clearTimeout(timer);
  }
}
