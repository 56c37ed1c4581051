import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { AssetCache } from '../../../../src/workers/offline/asset-cache';
import { MemoryCaches } from '../../../support/fakes/memory-caches';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const url = (name: string): string => `https://a.test/styles/${name}`;

function setup(release: Record<string, string>, caches = new MemoryCaches()) {
  const server = new Map(Object.entries(release).map(([name, text]) => [url(name), text]));
  const requests: string[] = [];
  const cache = new AssetCache({
    name: 'gallery',
    assets: Object.entries(release).map(([name, text]) => ({ url: url(name), sha256: sha256(text) })),
    caches,
    fetch: (address) => {
      requests.push(address);
      const text = server.get(address);
      return text === undefined
        ? Promise.reject(new TypeError('offline'))
        : Promise.resolve(new Response(text));
    },
  });
  return { cache, caches, server, requests };
}

test('fetches each file once, then answers from the cache', async () => {
  const { cache, requests } = setup({ a: 'one', b: 'two' });
  expect(await cache.complete()).toEqual({ kept: 2, total: 2 });
  expect(await (await cache.respond(url('a'))).text()).toBe('one');
  expect(await cache.complete()).toEqual({ kept: 2, total: 2 });
  expect(requests).toEqual([url('a'), url('b')]);
});

test('two requests at once share one download', async () => {
  const { cache, requests } = setup({ a: 'one' });
  const both = await Promise.all([cache.respond(url('a')), cache.respond(url('a'))]);
  expect(await Promise.all(both.map((response) => response.text()))).toEqual(['one', 'one']);
  expect(requests).toHaveLength(1);
});

test('a new release fetches only what changed and drops what is gone', async () => {
  const first = setup({ a: 'one', b: 'two', c: 'three' });
  await first.cache.complete();
  const second = setup({ a: 'one', b: 'new' }, first.caches);
  await second.cache.prune();
  expect(await second.cache.complete()).toEqual({ kept: 2, total: 2 });
  expect(second.requests).toEqual([url('b')]);
  expect(first.caches.entries.size).toBe(2);
});

test('an altered file is shown but never kept', async () => {
  const { cache, server, caches } = setup({ a: 'one' });
  server.set(url('a'), 'tampered');
  expect(await (await cache.respond(url('a'))).text()).toBe('tampered');
  expect(caches.entries.size).toBe(0);
  expect(await cache.complete()).toEqual({ kept: 0, total: 1 });
});

test('offline, a missing part is an error and the next visit goes on', async () => {
  const { cache, server } = setup({ a: 'one', b: 'two' });
  server.delete(url('b'));
  expect(await cache.complete()).toEqual({ kept: 1, total: 2 });
  await expect(cache.respond(url('b'))).rejects.toThrow('offline');
  server.set(url('b'), 'two');
  expect(await cache.complete()).toEqual({ kept: 2, total: 2 });
});

test('a full disk costs the cache, not the picture', async () => {
  const { cache, caches } = setup({ a: 'one' });
  caches.refusal = new DOMException('full', 'QuotaExceededError');
  expect(await (await cache.respond(url('a'))).text()).toBe('one');
  expect(await cache.complete()).toEqual({ kept: 0, total: 1 });
});
