/**
 * The loss network that the user brought, kept over reloads. Owns the cache `impasto-own-network`. Where there is no
 * Cache Storage it lasts for the visit.
 */

import { isAbortError } from '../../shared/async/abort';
import { ImpastoError, messageOf } from '../../shared/errors';
import { trimVgg19 } from '../../workers/networks/files/vgg19-file';

const cacheName = 'impasto-own-network';
const key = 'own-network.safetensors';

/** The part that counts of a file or of what lies at an address. @throws ImpastoError `model-format`, `model-download`. */
export async function readNetwork(source: Blob | string, signal?: AbortSignal): Promise<ArrayBuffer> {
  if (typeof source !== 'string') return trimVgg19(source);
  let file: Blob;
  try {
    const { protocol } = new URL(source);
    if (protocol !== 'https:' && protocol !== 'http:' && protocol !== 'blob:') throw new Error(protocol);
    const response = await fetch(source, signal ? { signal } : {});
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    file = await response.blob();
  } catch (cause) {
    if (isAbortError(cause)) throw cause;
    throw new ImpastoError('model-download', messageOf(cause), { cause });
  }
  return trimVgg19(file);
}

export async function keepNetwork(bytes: ArrayBuffer | null): Promise<void> {
  try {
    const cache = await caches.open(cacheName);
    if (bytes) await cache.put(key, new Response(bytes));
    else await cache.delete(key);
  } catch {
    // Private windows: then it lasts for the visit.
  }
}

export async function keptNetwork(): Promise<ArrayBuffer | null> {
  try {
    const cache = await caches.open(cacheName);
    return (await (await cache.match(key))?.arrayBuffer()) ?? null;
  } catch {
    return null;
  }
}
