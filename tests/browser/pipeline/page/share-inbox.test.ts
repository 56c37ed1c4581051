/** Files that another app shared, taken out while the next share comes, and while storage fails. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeSharedFiles } from '../../../../src/pipeline/page/share-inbox';
import { sharedCacheName } from '../../../../src/workers/offline/offline.protocol';
import { ShareTarget } from '../../../../src/workers/offline/share-target';

beforeEach(async () => {
  await caches.delete(sharedCacheName);
});
afterEach(() => vi.restoreAllMocks());

/** Shares files as another app does, and the service worker takes them. @returns where it sends the page */
async function share(...names: readonly string[]): Promise<string | null> {
  const registration = { scope: new URL('./', location.href).href } as ServiceWorkerRegistration;
  const form = new FormData();
  for (const name of names) form.append('file', new File([name], name, { type: 'image/png' }));
  const request = new Request('share', { method: 'POST', body: form });
  const answer = await new ShareTarget({ caches, registration }).respond(request);
  return new URL(answer.headers.get('Location') ?? '').searchParams.get('shared');
}

const takeNames = async (): Promise<string[]> => (await takeSharedFiles()).map(({ name }) => name);

test('come with name, type and content, once', async () => {
  await share('Größe 100 %.png', 'b.png');
  const [first, second] = await takeSharedFiles();
  expect([first?.name, first?.type, await first?.text()]).toEqual([
    'Größe 100 %.png',
    'image/png',
    'Größe 100 %.png',
  ]);
  expect(second?.name).toBe('b.png');
  expect(await takeSharedFiles()).toEqual([]);
});

test.each([0, 1, 2, 3, 4, 5, 6])(
  'a share that comes at the %i-th look into the first comes too, with it or after it',
  async (n) => {
    await share('a1.png', 'a2.png');
    let looks = 0;
    const look = async (): Promise<void> => {
      if (looks++ !== n) return;
      vi.restoreAllMocks();
      await share('b1.png', 'b2.png');
    };
    for (const method of ['keys', 'match', 'delete'] as const) {
      const real = Reflect.get(Cache.prototype, method) as (...args: unknown[]) => Promise<never>;
      vi.spyOn(Cache.prototype, method).mockImplementation(async function looked(
        this: Cache,
        ...args: unknown[]
      ) {
        await look();
        return real.apply(this, args);
      });
    }
    const remove = caches.delete.bind(caches);
    vi.spyOn(caches, 'delete').mockImplementation(async (name) => {
      await look();
      return remove(name);
    });
    const first = await takeNames();
    const came = looks > n;
    vi.restoreAllMocks();
    const second = await takeNames();
    const b = came ? ['b1.png', 'b2.png'] : [];
    // Before the first look both are there; after it the list of what is taken out stands.
    expect(first).toEqual(['a1.png', 'a2.png', ...(n === 0 ? b : [])]);
    expect(second).toEqual(n === 0 ? [] : b);
  },
);

test('a share that no page took out yet is kept beside the next', async () => {
  await share('a.png', 'b.png');
  await share('c.png');
  expect(await takeNames()).toEqual(['a.png', 'b.png', 'c.png']);
});

test('of many that no page took out the latest stay', async () => {
  const names = Array.from({ length: 22 }, (_, i) => `${i}.png`);
  await share(...names.slice(0, 11));
  await share(...names.slice(11));
  expect(await takeNames()).toEqual(names.slice(2));
});

test('a share without room costs the one before nothing', async () => {
  await share('a.png');
  const put = Reflect.get(Cache.prototype, 'put');
  vi.spyOn(Cache.prototype, 'put')
    .mockImplementationOnce(function kept(this: Cache, ...args) {
      return put.apply(this, args);
    })
    .mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
  expect(await share('b.png', 'c.png')).toBe('full');
  expect(await takeNames()).toEqual(['a.png']);
});

test('one that cannot be read costs the others nothing', async () => {
  await share('a.png', 'b.png', 'c.png');
  const match = Reflect.get(Cache.prototype, 'match');
  vi.spyOn(Cache.prototype, 'match')
    .mockImplementationOnce(function read(this: Cache, request) {
      return match.call(this, request);
    })
    .mockRejectedValueOnce(new DOMException('damaged', 'UnknownError'));
  expect(await takeNames()).toEqual(['a.png', 'c.png']);
});

test('none come where the browser refuses storage', async () => {
  await share('a.png');
  vi.spyOn(caches, 'open').mockRejectedValue(new DOMException('no', 'SecurityError'));
  expect(await takeSharedFiles()).toEqual([]);
});
