/** Files that another app shared: the service worker left them in a cache, the page takes them out. */
import { sharedCacheName, sharedNameHeader } from '../../workers/offline/offline.protocol';

/**
 * Takes all shared files out; empty when there are none, or storage is refused. What cannot be read costs the others
 * nothing. Never rejects.
 */
export async function takeSharedFiles(): Promise<readonly File[]> {
  try {
    const cache = await caches.open(sharedCacheName);
    const files: File[] = [];
    for (const request of await cache.keys()) {
      const file = await read(cache, request).catch(() => null);
      if (file) files.push(file);
      // One by one, not the cache: the next share may be in it by now.
      await cache.delete(request).catch(() => false);
    }
    return files;
  } catch {
    return [];
  }
}

async function read(cache: Cache, request: Request): Promise<File | null> {
  const response = await cache.match(request);
  if (!response) return null;
  const name = decodeURIComponent(response.headers.get(sharedNameHeader) ?? 'shared');
  const type = response.headers.get('Content-Type') ?? '';
  return new File([await response.blob()], name, { type });
}
