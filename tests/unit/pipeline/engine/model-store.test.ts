import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseIndex } from '../../../../src/pipeline/engine/model-index';
import { ModelStore } from '../../../../src/pipeline/engine/model-store';

const files = { transformer: 'tttt', styleHead: 'ssssss', lossNetwork: 'll', perceptualNetwork: 'ppp' };
type Name = keyof typeof files;
/** The perceptual network is recognised by its file's name, as it is shipped. */
const fileOf = (name: Name): string =>
  name === 'perceptualNetwork' ? 'perceptual-network.bin' : `${name}.bin`;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const index: Record<string, { file: string; bytes: number; sha256: string }> = Object.fromEntries(
  Object.entries(files).map(([name, text]) => [
    name,
    { file: fileOf(name as Name), bytes: text.length, sha256: hash(text) },
  ]),
);

/** A server whose answers are given one after the other, the last one for ever. */
class Server {
  readonly requests: { url: string; cache: RequestCache | undefined }[] = [];
  readonly #answers = new Map<string, (string | number | Error)[]>();

  constructor() {
    this.set('models.json', JSON.stringify(index));
    for (const [name, text] of Object.entries(files)) this.set(fileOf(name as Name), text);
  }

  set(file: string, ...answers: (string | number | Error)[]): void {
    this.#answers.set(`/m/${file}`, answers);
  }

  count(file: string): number {
    return this.requests.filter(({ url }) => url === `/m/${file}`).length;
  }

  readonly fetch: typeof fetch = (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    this.requests.push({ url, cache: init?.cache });
    init?.signal?.throwIfAborted();
    const answers = this.#answers.get(url) ?? [404];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) return Promise.reject(answer);
    return Promise.resolve(
      typeof answer === 'number' ? new Response('', { status: answer }) : new Response(answer ?? ''),
    );
  };
}

/** Cache Storage in memory. */
class MemoryCaches {
  readonly entries = new Map<string, string>();

  open(): Promise<Cache> {
    const { entries } = this;
    return Promise.resolve({
      match: (key: string) => Promise.resolve(entries.has(key) ? new Response(entries.get(key)) : undefined),
      put: async (key: string, response: Response) => void entries.set(key, await response.text()),
      delete: (key: string) => Promise.resolve(entries.delete(key)),
      keys: () => Promise.resolve([...entries.keys()].map((url) => ({ url }))),
    } as unknown as Cache);
  }

  key(name: Name): string {
    return `/m/${fileOf(name)}?sha256=${hash(files[name])}`;
  }
}

function setup(caches: { open: () => Promise<Cache> } | null = new MemoryCaches()) {
  const server = new Server();
  return { server, store: new ModelStore({ baseUrl: '/m/', fetch: server.fetch, caches }) };
}

const text = (buffer: ArrayBuffer): string => new TextDecoder().decode(buffer);

describe('ModelStore', () => {
  it('downloads, reports progress up to the total, and keeps the files', async () => {
    const caches = new MemoryCaches();
    const { server, store } = setup(caches);
    const progress: number[] = [];
    const models = await store.load({
      onProgress: ({ loadedBytes, totalBytes }) => {
        expect(totalBytes).toBe(12);
        progress.push(loadedBytes);
      },
    });
    expect(text(models.transformer)).toBe('tttt');
    expect(text(models.styleHead)).toBe('ssssss');
    expect(text(models.lossNetwork)).toBe('ll');
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(12);
    await store.load();
    expect(server.count('transformer.bin')).toBe(1);
  });

  it('works offline from the cache', async () => {
    const { server, store } = setup();
    await store.load();
    for (const name of ['models.json', 'transformer.bin']) server.set(name, new TypeError('offline'));
    expect(text((await store.load()).transformer)).toBe('tttt');
  });

  it.each(['tt', 'tttX'])('deletes a damaged cached file (%s) and fetches it anew', async (damaged) => {
    const caches = new MemoryCaches();
    const { server, store } = setup(caches);
    await store.load();
    caches.entries.set(caches.key('transformer'), damaged);
    expect(text((await store.load()).transformer)).toBe('tttt');
    expect(server.count('transformer.bin')).toBe(2);
    expect(caches.entries.get(caches.key('transformer'))).toBe('tttt');
  });

  it('retries a damaged download once, past the HTTP cache', async () => {
    const { server, store } = setup();
    server.set('transformer.bin', 'tttX', 'tttt');
    expect(text((await store.load()).transformer)).toBe('tttt');
    expect(server.requests.at(-1)).toMatchObject({ url: '/m/transformer.bin', cache: 'reload' });
  });

  it.each([
    ['tt', /2 bytes instead of 4/],
    ['tttX', /SHA-256/],
  ])('refuses a file that stays damaged (%s) and keeps nothing of it', async (damaged, message) => {
    const caches = new MemoryCaches();
    const { server, store } = setup(caches);
    server.set('transformer.bin', damaged);
    const refusal = expect(store.load()).rejects;
    await refusal.toMatchObject({ code: 'model-corrupt' });
    await expect(store.load()).rejects.toThrow(message);
    expect(caches.entries.has(caches.key('transformer'))).toBe(false);
    expect(server.count('transformer.bin')).toBe(4);
  });

  it.each([[404], [new TypeError('offline')]])('says so when a file is unreachable (%s)', async (answer) => {
    const { server, store } = setup();
    server.set('styleHead.bin', answer);
    await expect(store.load()).rejects.toMatchObject({ code: 'model-download' });
  });

  it.each([
    ['absent', null],
    ['denied', { open: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
    [
      'full',
      {
        open: () =>
          Promise.resolve({
            match: () => Promise.resolve(undefined),
            put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
            keys: () => Promise.resolve([]),
          } as unknown as Cache),
      },
    ],
  ])('works when Cache Storage is %s', async (_name, caches) => {
    const { store } = setup(caches);
    expect(text((await store.load()).lossNetwork)).toBe('ll');
  });

  describe('the perceptual network', () => {
    it('is no part of the first visit; from its first use on it is there offline', async () => {
      const { server, store } = setup();
      await store.load();
      expect(server.count('perceptual-network.bin')).toBe(0);
      const progress: number[] = [];
      const bytes = await store.loadPerceptualNetwork({
        onProgress: ({ loadedBytes, totalBytes }) => progress.push(loadedBytes / totalBytes),
      });
      expect(text(bytes)).toBe('ppp');
      expect(progress.at(-1)).toBe(1);
      for (const name of ['models.json', 'perceptual-network.bin'])
        server.set(name, new TypeError('offline'));
      expect(text(await store.loadPerceptualNetwork())).toBe('ppp');
      await store.load();
      expect(text(await store.loadPerceptualNetwork()), 'a later visit keeps it').toBe('ppp');
    });

    it('is renewed with a release where it was used, and only there', async () => {
      const newer = { file: 'perceptual-network.2.bin', bytes: 4, sha256: hash('pppp') };
      const next = JSON.stringify({ ...index, perceptualNetwork: newer });
      for (const used of [true, false]) {
        const { server, store } = setup();
        await store.load();
        if (used) await store.loadPerceptualNetwork();
        server.set('models.json', next);
        server.set('perceptual-network.2.bin', 'pppp');
        await store.load();
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(server.count('perceptual-network.2.bin')).toBe(used ? 1 : 0);
      }
    });

    it('is said to be missing where the index has none; live mode does without', async () => {
      const { server, store } = setup();
      const without = JSON.stringify({ ...index, perceptualNetwork: undefined });
      server.set('models.json', without);
      server.set('models.json?latest', without);
      expect(text((await store.load()).lossNetwork)).toBe('ll');
      await expect(store.loadPerceptualNetwork()).rejects.toMatchObject({ code: 'model-format' });
    });
  });

  describe('while a release spreads', () => {
    const newer = { file: 'transformer-2.bin', bytes: 5, sha256: hash('ttttt') };
    const next = JSON.stringify({ ...index, transformer: newer });

    it('an old worker with new networks on the server takes the new ones', async () => {
      const { server, store } = setup();
      server.set('transformer.bin', 404);
      server.set('models.json?latest', next);
      server.set('transformer-2.bin', 'ttttt');
      expect(text((await store.load()).transformer)).toBe('ttttt');
    });

    it('a new worker with old networks on the server takes the old ones', async () => {
      const { server, store } = setup();
      server.set('models.json', next);
      server.set('models.json?latest', JSON.stringify(index));
      expect(text((await store.load()).transformer)).toBe('tttt');
    });

    it('a new worker without a server takes what was last whole', async () => {
      const caches = new MemoryCaches();
      const { server, store } = setup(caches);
      await store.load();
      server.set('models.json', next);
      server.set('models.json?latest', new TypeError('offline'));
      server.set('transformer-2.bin', new TypeError('offline'));
      for (const name of Object.keys(files)) server.set(fileOf(name as Name), new TypeError('offline'));
      expect(text((await store.load()).transformer)).toBe('tttt');
    });

    it('files of older releases are dropped once the new ones are whole', async () => {
      const caches = new MemoryCaches();
      const { server, store } = setup(caches);
      await store.load();
      server.set('models.json', next);
      server.set('transformer-2.bin', 'ttttt');
      await store.load();
      expect(caches.entries.has(caches.key('transformer'))).toBe(false);
      expect(caches.entries.has(caches.key('styleHead'))).toBe(true);
      expect(server.count('styleHead.bin'), 'never downloaded twice').toBe(1);
    });
  });

  it('aborts before and during the download', async () => {
    const { server, store } = setup();
    await expect(store.load({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.requests).toHaveLength(0);
    const controller = new AbortController();
    const loading = store.load({ signal: controller.signal, onProgress: () => controller.abort() });
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([
    '{',
    '{}',
    JSON.stringify({ ...index, transformer: { file: '../x', bytes: 1, sha256: hash('') } }),
  ])('refuses the index %s', (json) => expect(() => parseIndex(json)).toThrow(/models\.json/));
});
