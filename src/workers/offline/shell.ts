/**
 * The app's own code from the precache, with the security headers of `response-headers.ts` whatever the host sent. A
 * shell that can no longer be completed (files evicted here, and gone from the server after a release) is given up:
 * worker and precache go, the open pages load from the network. User data lies elsewhere and is not touched.
 */
import { cacheNames } from 'workbox-core';
import type { PrecacheController } from 'workbox-precaching';
import { kindOfPath, securityHeaders } from '../../shared/response-headers';
import type { WorkerScope } from './scope';

export class Shell {
  readonly #scope: WorkerScope;
  readonly #files: PrecacheController;
  readonly #home: string;
  #givenUp = false;

  constructor(scope: WorkerScope, files: PrecacheController) {
    this.#scope = scope;
    this.#files = files;
    this.#home = scope.registration.scope;
  }

  /** Address of the kept file that answers `request`; undefined when none does. */
  keyFor(request: Request): string | undefined {
    const url = new URL(request.url);
    const isHome = url.href.startsWith(this.#home) && url.pathname === new URL(this.#home).pathname;
    if (request.mode === 'navigate') {
      // Deep links carry their wishes in the query; the page is the same.
      if (isHome) return this.#files.getCacheKeyForURL('index.html');
      url.search = '';
      return this.#files.getCacheKeyForURL(url.href) ?? this.#files.getCacheKeyForURL(`${url.href}.html`);
    }
    return this.#files.getCacheKeyForURL(url.href);
  }

  async respond(request: Request, key: string): Promise<Response> {
    const cache = await this.#scope.caches.open(cacheNames.precache).catch(() => undefined);
    const kept = await cache?.match(key).catch(() => undefined);
    if (kept) return withHeaders(kept, key);
    const fresh = await fetch(request);
    if (!isUsable(fresh, key)) {
      await this.#giveUp();
    } else if (!new URL(key).searchParams.has('__WB_REVISION__')) {
      // Its name holds its hash: this is the very file that was lost.
      await cache?.put(key, fresh.clone()).catch(() => undefined);
    }
    return withHeaders(fresh, key);
  }

  async #giveUp(): Promise<void> {
    if (this.#givenUp) return;
    this.#givenUp = true;
    await this.#scope.caches.delete(cacheNames.precache);
    await this.#scope.registration.unregister();
    const pages = await this.#scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
    await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => undefined)));
  }
}

/** Hosts of single-page apps answer a missing script with the home page. */
function isUsable(response: Response, key: string): boolean {
  const type = response.headers.get('Content-Type') ?? '';
  return response.ok && (kindOfPath(new URL(key).pathname) !== 'script' || /javascript/i.test(type));
}

function withHeaders(response: Response, key: string): Response {
  const headers = new Headers(response.headers);
  const own = securityHeaders(kindOfPath(new URL(key).pathname));
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
