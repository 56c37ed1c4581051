/**
 * Entry of the service worker; the work is in the files beside it (`shell.ts`, `asset-cache.ts`, `share-target.ts`).
 * The build replaces `__WB_MANIFEST` with the app's files.
 *
 * Unlike the other entries it holds its code itself: a service worker must add its listeners while it is evaluated, and
 * may not `import()`. It is safe all the same, because it is built as one file: there is no chunk that could import it.
 */
import { PrecacheController } from 'workbox-precaching';
import type { OfflineRequest } from './offline.protocol';
import { AssetCache } from './asset-cache';
import type { WorkerScope } from './scope';
import { ShareTarget } from './share-target';
import { isOnDemand } from './on-demand';
import { Shell } from './shell';

interface Listed {
  readonly url: string;
  readonly revision: string | null;
}

// `self` must be written out: the build looks for this very text.
declare const self: WorkerScope & { readonly __WB_MANIFEST: readonly Listed[] };

const listed = self.__WB_MANIFEST;
const isGallery = ({ url }: Listed): boolean => url.startsWith('styles/');
const home = self.registration.scope;

const files = new PrecacheController();
files.addToCacheList(listed.filter((entry) => !isGallery(entry) && !isOnDemand(entry.url)));
const shell = new Shell(self, files);
const shares = new ShareTarget(self);
const keptByHash = (name: string, isIn: (entry: Listed) => boolean): AssetCache =>
  new AssetCache({
    name,
    assets: listed
      .filter(isIn)
      .map(({ url, revision }) => ({ url: new URL(url, home).href, sha256: revision ?? '' })),
    caches: self.caches,
    fetch: (url, init) => fetch(url, init),
  });
const gallery = keptByHash('impasto-gallery', isGallery);
const onDemand = keptByHash('impasto-on-demand', ({ url }) => isOnDemand(url));

self.addEventListener('install', (event) => {
  // Workbox extends the event itself, and types it by its own names.
  event.waitUntil(files.install(event as Parameters<typeof files.install>[0]));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([
      files.activate(event as Parameters<typeof files.activate>[0]),
      gallery.prune(),
      onDemand.prune(),
      self.clients.claim(),
    ]),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (shares.accepts(request)) event.respondWith(shares.respond(request));
  if (request.method !== 'GET') return;
  const key = shell.keyFor(request);
  if (key !== undefined) event.respondWith(shell.respond(request, key));
  else if (gallery.has(request.url)) event.respondWith(gallery.respond(request.url));
  else if (onDemand.has(request.url)) event.respondWith(onDemand.respond(request.url));
});

self.addEventListener('message', (event) => {
  const request = event.data as OfflineRequest;
  switch (request.type) {
    case 'SKIP_WAITING':
      event.waitUntil(self.skipWaiting());
      return;
    case 'COMPLETE':
      event.waitUntil(gallery.complete().then((completion) => event.ports[0]?.postMessage(completion)));
      return;
  }
});
