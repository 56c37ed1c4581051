/** Takes files that another app shares (Web Share Target, level 2) and puts them where the page finds them. */
import { inboxCacheName, inboxNameHeader } from '../offline.protocol';

/** Largest file that is taken in, bytes. */
const maxBytes = 2 * 1024 * 1024 * 1024;

/**
 * Keeps the first picture or video of a share.
 * @returns a redirect to the app, which then opens it
 */
export async function receiveShare(
  request: Request,
  scope: string,
  storage: CacheStorage,
): Promise<Response> {
  const home = new URL(scope);
  try {
    const form = await request.formData();
    const file = form.getAll('files').find((part): part is File => part instanceof File && part.size > 0);
    if (file && file.size <= maxBytes) {
      const cache = await storage.open(inboxCacheName);
      const headers = { 'Content-Type': file.type, [inboxNameHeader]: encodeURIComponent(file.name) };
      await cache.put(new URL('inbox/shared', scope).href, new Response(file, { headers }));
      home.search = '?open=shared';
    } else home.search = '?open=nothing-shared';
  } catch {
    // A form that cannot be read, or storage that is full: the app says that nothing arrived.
    home.search = '?open=nothing-shared';
  }
  return Response.redirect(home.href, 303);
}
