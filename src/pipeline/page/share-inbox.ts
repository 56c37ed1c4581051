/** Files that another app shared: the service worker left them in a cache, the page takes them out. */
import { sharedCacheName, sharedNameHeader } from '../../workers/offline/offline.protocol';

/** Takes all shared files out; empty when there are none, or storage is refused. Never rejects. */
export async function takeSharedFiles(): Promise<readonly File[]> {
  try {
    const cache = await caches.open(sharedCacheName);
    const files: File[] = [];
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      if (!response) continue;
      const name = decodeURIComponent(response.headers.get(sharedNameHeader) ?? 'shared');
      const type = response.headers.get('Content-Type') ?? '';
      files.push(new File([await response.blob()], name, { type }));
    }
    return files;
  } catch {
    return [];
  } finally {
    await caches.delete(sharedCacheName).catch(() => false);
  }
}
