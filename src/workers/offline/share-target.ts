/**
 * The share target (W3C Web Share Target): another app posts files, the worker keeps them in a cache of their own and
 * sends the page to `./?shared=…`, which takes them out. Nothing reaches the network. Owns that cache until then.
 */
import { sharedCacheName, sharedNameHeader, sharePath } from './offline.protocol';
import type { WorkerScope } from './scope';

/** Most files of one share. */
const maxFiles = 20;

/** What the page can do something with; the rest of a share (texts, addresses) is left. */
const isWanted = (file: File): boolean =>
  /^(image|video)\//.test(file.type) || /\.(impasto|mkv|mov)$/i.test(file.name);

export class ShareTarget {
  readonly #scope: Pick<WorkerScope, 'caches' | 'registration'>;

  constructor(scope: Pick<WorkerScope, 'caches' | 'registration'>) {
    this.#scope = scope;
  }

  accepts(request: Request): boolean {
    return (
      request.method === 'POST' &&
      request.mode === 'navigate' &&
      request.url === new URL(sharePath, this.#scope.registration.scope).href
    );
  }

  /** Keeps the files; always answers with a way to the page (303), which says how it went. */
  async respond(request: Request): Promise<Response> {
    const { registration, caches } = this.#scope;
    const goTo = (outcome: 'files' | 'none' | 'full'): Response =>
      Response.redirect(new URL(`./?shared=${outcome}`, registration.scope).href, 303);
    let files: File[];
    try {
      const form = await request.formData();
      files = form.getAll('file').filter((entry): entry is File => entry instanceof File && isWanted(entry));
    } catch {
      return goTo('none');
    }
    if (files.length === 0) return goTo('none');
    const kept: string[] = [];
    try {
      const cache = await caches.open(sharedCacheName);
      for (const file of files.slice(0, maxFiles)) {
        const headers = {
          'Content-Type': file.type,
          [sharedNameHeader]: encodeURIComponent(file.name),
        };
        // Of a name that no other share has: one that nobody took out yet stays.
        const address = new URL(`shared/${crypto.randomUUID()}`, registration.scope).href;
        kept.push(address);
        await cache.put(address, new Response(file, { headers }));
      }
      await this.#forgetOldest(cache);
      return goTo('files');
    } catch {
      await this.#forget(kept);
      return goTo('full');
    }
  }

  /** What page after page did not come to take out must not fill the storage. */
  async #forgetOldest(cache: Cache): Promise<void> {
    const held = await cache.keys();
    for (const request of held.slice(0, -maxFiles)) await cache.delete(request);
  }

  async #forget(addresses: readonly string[]): Promise<void> {
    try {
      const cache = await this.#scope.caches.open(sharedCacheName);
      for (const address of addresses) await cache.delete(address);
    } catch {
      // Storage that refuses this too is told as full anyway.
    }
  }
}
