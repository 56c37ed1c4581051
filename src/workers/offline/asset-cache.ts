/**
 * Files kept by content hash: a new release fetches only what has changed, and never twice. Owns the cache it is named
 * after. Works, uncached, when storage is full or refused.
 */

import { sha256 } from '../../shared/files/sha256';

/** A file of this release. */
export interface Asset {
  /** Absolute URL. */
  readonly url: string;
  /** Hexadecimal SHA-256 of its bytes. */
  readonly sha256: string;
}

export interface AssetCacheOptions {
  readonly name: string;
  readonly assets: readonly Asset[];
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

export class AssetCache {
  readonly #options: AssetCacheOptions;
  readonly #byUrl: ReadonlyMap<string, Asset>;
  /** Downloads in flight by key: the page may ask for what is being completed. */
  readonly #downloads = new Map<string, Promise<Response>>();

  constructor(options: AssetCacheOptions) {
    this.#options = options;
    this.#byUrl = new Map(options.assets.map((asset) => [asset.url, asset]));
  }

  /** True when `url` is a file of this release. */
  has(url: string): boolean {
    return this.#byUrl.has(url);
  }

  /** The file from the cache, or from the network into the cache. @throws TypeError when it is in neither. */
  async respond(url: string): Promise<Response> {
    const asset = this.#byUrl.get(url);
    if (!asset) return this.#options.fetch(url);
    const cache = await this.#open();
    const kept = await cache?.match(keyOf(asset));
    if (kept) return kept;
    const key = keyOf(asset);
    const download = this.#downloads.get(key) ?? this.#download(asset, cache);
    this.#downloads.set(key, download);
    try {
      return (await download).clone();
    } finally {
      this.#downloads.delete(key);
    }
  }

  /** Fetches all that is missing, one after the other so that the page's own requests come first. */
  async complete(): Promise<{ kept: number; total: number }> {
    const { assets } = this.#options;
    const cache = await this.#open();
    let kept = 0;
    for (const asset of assets) {
      try {
        if (!(await cache?.match(keyOf(asset)))) await this.respond(asset.url);
        if (await cache?.match(keyOf(asset))) kept += 1;
      } catch {
        // Offline, or storage is full: the next visit goes on from here.
      }
    }
    return { kept, total: assets.length };
  }

  /** Deletes the files of other releases. */
  async prune(): Promise<void> {
    const cache = await this.#open();
    const current = new Set(this.#options.assets.map(keyOf));
    for (const { url } of (await cache?.keys()) ?? []) if (!current.has(url)) await cache?.delete(url);
  }

  async #open(): Promise<Cache | undefined> {
    try {
      return await this.#options.caches.open(this.#options.name);
    } catch {
      return undefined;
    }
  }

  async #download(asset: Asset, cache: Cache | undefined): Promise<Response> {
    let response = await this.#options.fetch(asset.url);
    if (!(await matches(response, asset))) {
      // The browser's own cache may hold the file of an older release.
      response = await this.#options.fetch(asset.url, { cache: 'reload' });
      // A file of another release than this worker's is shown, but not kept under a wrong name.
      if (!(await matches(response, asset))) return response;
    }
    await cache?.put(keyOf(asset), response.clone()).catch(() => undefined);
    return response;
  }
}

async function matches(response: Response, asset: Asset): Promise<boolean> {
  return response.ok && (await sha256(await response.clone().arrayBuffer())) === asset.sha256;
}

function keyOf({ url, sha256: hash }: Asset): string {
  return `${url}?sha256=${hash}`;
}
