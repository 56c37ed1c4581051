/** Finds out what lies at an address, and gets pictures whole. Errors name the address and the way on. */

import { isAbortError, throwIfAborted } from '../shared/async/abort';
import { ImpastoError } from '../shared/errors';

/** A video is not fetched here: the `<video>` element streams it. */
export type Media = { readonly kind: 'picture'; readonly file: Blob } | { readonly kind: 'video' };

/**
 * Judged by the response's type; a response without a telling one is tried as a video.
 * @throws ImpastoError `unreachable-picture` (no answer, or an error), `unreadable-picture` (another type); AbortError.
 */
export async function fetchMedia(url: string, signal: AbortSignal): Promise<Media> {
  const response = await request(url, signal);
  const type = (response.headers.get('Content-Type') ?? '').replace(/;.*$/, '').trim().toLowerCase();
  if (type.startsWith('image/')) return { kind: 'picture', file: await bodyOf(url, response, signal) };
  await response.body?.cancel();
  if (type === '' || type.startsWith('video/') || type === 'application/octet-stream')
    return { kind: 'video' };
  throw new ImpastoError('unreadable-picture', `${url} is ${type}: a picture or a video is needed.`);
}

/** The artwork at `url`. @throws ImpastoError `unreachable-picture`; AbortError. */
export async function fetchPicture(url: string, signal: AbortSignal): Promise<Blob> {
  return bodyOf(url, await request(url, signal), signal);
}

async function request(url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (cause) {
    throw unreachable(url, cause, signal);
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw new ImpastoError(
    'unreachable-picture',
    `${url} could not be fetched (HTTP ${response.status}): check the address.`,
  );
}

async function bodyOf(url: string, response: Response, signal: AbortSignal): Promise<Blob> {
  try {
    return await response.blob();
  } catch (cause) {
    throw unreachable(url, cause, signal);
  }
}

function unreachable(url: string, cause: unknown, signal: AbortSignal): Error {
  if (isAbortError(cause)) return cause as Error;
  throwIfAborted(signal);
  return new ImpastoError(
    'unreachable-picture',
    `${url} could not be fetched: the address is wrong, the network is away, or the other site does not share it (CORS).`,
    { cause },
  );
}
