/**
 * Gets the networks, verified: length and SHA-256 are checked on every load, from the network and from Cache
 * Storage alike. Owns the cache `impasto-models`, whose keys hold the content hash, so that a new release never meets an
 * old file. Works without Cache Storage (private windows, plain http): then each visit downloads.
 */

import { isAbortError, throwIfAborted } from '../../shared/async/abort';
import { ImpastoError, messageOf } from '../../shared/errors';
import { canHash, sha256 } from '../../shared/files/sha256';
import type { ModelFiles } from '../../workers/networks/types';
import { entryOf, parseIndex } from './model-index';
import type { ModelEntry, ModelIndex, ModelName } from './model-index';

/** What the engine needs, and with it every first visit. */
const engineModels = [
  'transformer',
  'styleHead',
  'lossNetwork',
] as const satisfies readonly (keyof ModelFiles)[];

const cacheName = 'impasto-models';

/** Bytes received so far of all files together, both > 0 at the end. */
export interface ModelProgress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export interface LoadOptions {
  readonly onProgress?: ((progress: ModelProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What the store uses of the world; tests put theirs in place. */
export interface ModelStoreOptions {
  /** Folder of `models.json`, absolute or relative to the page, with a slash at the end. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** `null` when there is no Cache Storage. */
  readonly caches?: Pick<CacheStorage, 'open'> | null;
}

export class ModelStore {
  readonly #baseUrl: string;
  readonly #fetch: typeof fetch;
  readonly #caches: Pick<CacheStorage, 'open'> | null;

  constructor(options: ModelStoreOptions) {
    this.#baseUrl = options.baseUrl;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#caches = options.caches === undefined ? pageCaches() : options.caches;
  }

  /**
   * The engine's files.
   * @throws ImpastoError `model-download` (unreachable), `model-corrupt` (wrong bytes, also the second time),
   *   `model-format` (`models.json` is not an index). AbortError when `signal` aborts.
   */
  async load(options: LoadOptions = {}): Promise<ModelFiles> {
    const cache = await this.#openCache();
    const { index, files } = await this.#load(engineModels, cache, options);
    await this.#keepOnly(index, cache);
    return files;
  }

  /** The network that HQ stills are optimised through; kept from its first use on. @throws as `load`. */
  async loadPerceptualNetwork(options: LoadOptions = {}): Promise<ArrayBuffer> {
    const { files } = await this.#load(['perceptualNetwork'], await this.#openCache(), options);
    return files.perceptualNetwork;
  }

  async #load<N extends ModelName>(
    names: readonly N[],
    cache: Cache | null,
    { onProgress, signal }: LoadOptions,
  ): Promise<{ index: ModelIndex; files: Record<N, ArrayBuffer> }> {
    const tried = new Set<string>();
    let problem: unknown;
    // While a release spreads, the service worker may know networks that the server has no more, or not yet.
    for (const read of [this.#current, this.#latest, this.#lastWhole]) {
      try {
        const index = await read.call(this, cache, signal);
        const key = JSON.stringify(index);
        if (index === null || tried.has(key)) continue;
        tried.add(key);
        return { index, files: await this.#files(names, index, cache, onProgress, signal) };
      } catch (error) {
        if (isAbortError(error)) throw error;
        problem ??= error;
      }
    }
    throw problem;
  }

  async #files<N extends ModelName>(
    names: readonly N[],
    index: ModelIndex,
    cache: Cache | null,
    onProgress: ((progress: ModelProgress) => void) | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Record<N, ArrayBuffer>> {
    const entries = names.map((name) => entryOf(index, name));
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, bytes) => total + bytes, 0);
    const totalBytes = sum(entries.map(({ bytes }) => bytes));
    const loaded = entries.map(() => 0);
    const files = await Promise.all(
      entries.map((entry, i) => {
        const onBytes = (bytes: number): void => {
          loaded[i] = Math.min(bytes, entry.bytes);
          onProgress?.({ loadedBytes: sum(loaded), totalBytes });
        };
        return this.#file(entry, cache, onBytes, signal);
      }),
    );
    return Object.fromEntries(names.map((name, i) => [name, files[i]])) as Record<N, ArrayBuffer>;
  }

  /** Cache Storage may be absent, or refuse in private windows: then there is none. */
  async #openCache(): Promise<Cache | null> {
    try {
      return (await this.#caches?.open(cacheName)) ?? null;
    } catch {
      return null;
    }
  }

  /** The index of this release (offline and in an installed app the service worker's); the last one without either. */
  async #current(cache: Cache | null, signal: AbortSignal | undefined): Promise<ModelIndex | null> {
    try {
      return await this.#fetchIndex('', signal);
    } catch (error) {
      throwIfAborted(signal);
      const kept = await this.#lastWhole(cache);
      if (kept) return kept;
      throw error;
    }
  }

  /** The server's own index: the query goes past the service worker, which knows the file without it. */
  async #latest(_cache: Cache | null, signal: AbortSignal | undefined): Promise<ModelIndex | null> {
    return this.#fetchIndex('?latest', signal);
  }

  /** The index whose files were last all there. */
  async #lastWhole(cache: Cache | null): Promise<ModelIndex | null> {
    const kept = await quietly(cache?.match(this.#indexUrl));
    return kept ? parseIndex(await kept.text()) : null;
  }

  get #indexUrl(): string {
    return `${this.#baseUrl}models.json`;
  }

  async #fetchIndex(query: string, signal: AbortSignal | undefined): Promise<ModelIndex> {
    const bytes = await this.#download(`${this.#indexUrl}${query}`, () => undefined, signal, 'no-cache');
    return parseIndex(new TextDecoder().decode(bytes));
  }

  /** Remembers a whole set of files, and drops those of older releases. */
  async #keepOnly(index: ModelIndex, cache: Cache | null): Promise<void> {
    await quietly(cache?.put(this.#indexUrl, new Response(JSON.stringify(index))));
    const current = new Set(Object.values(index).map(({ sha256 }) => sha256));
    for (const { url } of (await quietly(cache?.keys())) ?? []) {
      const hash = /\?sha256=([0-9a-f]{64})$/.exec(url)?.[1];
      if (hash === undefined || current.has(hash)) continue;
      await quietly(cache?.delete(url));
      // Whoever has used HQ stills goes on being able to offline.
      if (/\/perceptual-network\.[^/]*$/.test(url)) void quietly(this.loadPerceptualNetwork());
    }
  }

  #keyOf({ file, sha256 }: ModelEntry): string {
    return `${this.#baseUrl}${file}?sha256=${sha256}`;
  }

  async #file(
    entry: ModelEntry,
    cache: Cache | null,
    onBytes: (bytes: number) => void,
    signal: AbortSignal | undefined,
  ): Promise<ArrayBuffer> {
    const key = this.#keyOf(entry);
    const kept = await quietly(cache?.match(key));
    const keptBytes = await quietly(kept?.arrayBuffer());
    throwIfAborted(signal);
    if (keptBytes) {
      if ((await fault(keptBytes, entry)) === undefined) {
        onBytes(entry.bytes);
        return keptBytes;
      }
      await quietly(cache?.delete(key));
    }

    let problem: string | undefined;
    // The second try goes past the browser's HTTP cache, where the damaged copy may lie.
    for (const mode of ['default', 'reload'] as const) {
      const bytes = await this.#download(`${this.#baseUrl}${entry.file}`, onBytes, signal, mode);
      problem = await fault(bytes, entry);
      throwIfAborted(signal);
      if (problem === undefined) {
        onBytes(entry.bytes);
        // A full disk must not stop the app.
        await quietly(
          cache?.put(key, new Response(bytes, { headers: { 'Content-Length': `${entry.bytes}` } })),
        );
        return bytes;
      }
    }
    throw new ImpastoError(
      'model-corrupt',
      `The model file ${entry.file} is damaged: ${problem ?? ''}. Downloading it again did not help.`,
    );
  }

  async #download(
    url: string,
    onBytes: (bytes: number) => void,
    signal: AbortSignal | undefined,
    cache: RequestCache = 'default',
  ): Promise<ArrayBuffer> {
    throwIfAborted(signal);
    try {
      const response = await this.#fetch(url, { cache, ...(signal && { signal }) });
      if (!response.ok)
        throw new ImpastoError('model-download', `${url} could not be fetched: HTTP ${response.status}.`);
      if (!response.body) return await response.arrayBuffer();
      return await readAll(response.body, onBytes);
    } catch (error) {
      if (isAbortError(error) || error instanceof ImpastoError) throw error;
      throwIfAborted(signal);
      throw new ImpastoError('model-download', `${url} could not be fetched: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }
}

function pageCaches(): Pick<CacheStorage, 'open'> | null {
  try {
    return 'caches' in globalThis ? globalThis.caches : null;
  } catch {
    // Sandboxed frames throw a SecurityError on the mere access.
    return null;
  }
}

/** Undefined instead of an error: storage is a convenience. */
async function quietly<T>(work: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await work;
  } catch {
    return undefined;
  }
}

async function readAll(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => void,
): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    chunks.push(step.value);
    length += step.value.length;
    onBytes(length);
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all.buffer;
}

/** What is wrong with `bytes`; undefined when nothing. */
async function fault(
  bytes: ArrayBuffer,
  { bytes: wanted, sha256: hash }: ModelEntry,
): Promise<string | undefined> {
  if (bytes.byteLength !== wanted) return `it has ${bytes.byteLength} bytes instead of ${wanted}`;
  // Absent outside of secure contexts (http on a LAN address): there the length has to do.
  if (!canHash()) return undefined;
  const actual = await sha256(bytes);
  return actual === hash ? undefined : `its SHA-256 is ${actual} instead of ${hash}`;
}
