/**
 * What the app's address says of mirror mode: `?mirror`, `?mirror=<seconds>` (from one style to the next), and
 * `&transparent` for streaming software. It stays in the address, so that a reload comes back to the mirror. Pure.
 */
import { mirrorLimit } from '../api/mirror-api';
import type { MirrorWish } from '../api/mirror-api';

export interface MirrorLink extends MirrorWish {
  /** Nothing is behind the picture. */
  readonly transparent: boolean;
  /** The address says seconds that are not legal. */
  readonly illegal: boolean;
}

/** @returns null when the address asks for no mirror. Never throws. */
export function parseMirrorLink(url: URL): MirrorLink | null {
  const text = url.searchParams.get('mirror');
  if (text === null) return null;
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : null;
  const legal =
    seconds !== null && (seconds === 0 || (seconds >= mirrorLimit.least && seconds <= mirrorLimit.most));
  return {
    seconds: legal ? seconds : null,
    transparent: url.searchParams.has('transparent'),
    illegal: text !== '' && !legal,
  };
}

/** The address with mirror mode, as it is or plain, or without it. */
export function withMirror(url: URL, on: boolean): string {
  const other = new URL(url);
  if (on && !other.searchParams.has('mirror')) other.searchParams.set('mirror', '');
  if (!on) for (const name of ['mirror', 'transparent']) other.searchParams.delete(name);
  // What an address without a value is written as.
  return other.href.replace(/([?&](?:mirror|transparent))=(?=&|#|$)/g, '$1');
}
