/** Messages from the page to the service worker. */

/** Takes over from the older worker; sent at the user's word (`workbox-window` sends it under this name). */
export interface SkipWaiting {
  readonly type: 'SKIP_WAITING';
}

/** Fetches what is missing of the gallery; answered with a {@link Completion} through the message's port. */
export interface CompleteGallery {
  readonly type: 'COMPLETE';
}

export type OfflineRequest = SkipWaiting | CompleteGallery;

/** How many gallery files are kept, of how many. */
export interface Completion {
  readonly kept: number;
  readonly total: number;
}

/** Where the manifest's share target posts to, beside the app. */
export const sharePath = 'share';

/** Cache of the files of one share, until the page takes them out. */
export const sharedCacheName = 'impasto-shared';

/** Header of a kept file: its name, percent-encoded. */
export const sharedNameHeader = 'X-Impasto-Name';
