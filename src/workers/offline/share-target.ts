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
    try {
      // A share that nobody took out is over.
      await caches.delete(sharedCacheName);
      const cache = await caches.open(sharedCacheName);
      for (const [index, file] of files.slice(0, maxFiles).entries()) {
        const headers = {
          'Content-Type': file.type,
          [sharedNameHeader]: encodeURIComponent(file.name),
        };
        await cache.put(new URL(`shared/${index}`, registration.scope).href, new Response(file, { headers }));
      }
      return goTo('files');
    } catch {
      await caches.delete(sharedCacheName).catch(() => false);
      return goTo('full');
    }
  }
}
