/** The list of takes, read while the store changes under it. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TakeList } from '../../../../src/pipeline/takes/take-list';
import type { StoredTake, TakeStore } from '../../../../src/pipeline/takes/take-store';
import { fakeTake } from '../../../support/fakes/fake-takes';

const stored = (id: string, change: Partial<StoredTake> = {}): StoredTake => ({
  ...fakeTake({ id }),
  fileName: `${id}.mp4`,
  state: 'ready',
  poster: new Blob([id]),
  ...change,
});

let addresses: Set<string>;
let revoked: string[];

beforeEach(() => {
  addresses = new Set();
  revoked = [];
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${made++}`;
    addresses.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => {
    revoked.push(url);
    addresses.delete(url);
  });
});
afterEach(() => vi.restoreAllMocks());

/** A list on takes that the test changes, read through `gate`. */
function build(gate: <T>(read: () => T) => Promise<T> = (read) => Promise.resolve(read())) {
  const takes = new Map<string, StoredTake>();
  const all = (): StoredTake[] => [...takes.values()];
  const store: Pick<TakeStore, 'list' | 'cutOff'> = {
    list: () => gate(all),
    cutOff: () => gate(() => all().filter(({ state }) => state === 'recording')),
  };
  return { list: new TakeList(store as TakeStore), takes };
}

test('in whatever order the readings end, whoever has read sees the store as it was then, or newer', async () => {
  const change = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    to: fc.constantFrom<StoredTake['state'] | 'gone'>('ready', 'recording', 'gone'),
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(change, { maxLength: 6 }), async (scheduler, changes) => {
      // What is read is read at once; it is told late.
      const { list, takes } = build((read) => scheduler.schedule(Promise.resolve(read())));
      addresses.clear();
      const readings: Promise<void>[] = [];
      for (const [turn, { id, to }] of changes.entries()) {
        if (to === 'gone') takes.delete(id);
        else takes.set(id, stored(id, { state: to, name: `turn ${turn}` }));
        takes.set('turn', stored('turn', { sizeBytes: turn }));
        const seen = list.refresh().then(() => list.ready.find((take) => take.id === 'turn')?.sizeBytes);
        readings.push(seen.then((newest) => expect(newest).toBeGreaterThanOrEqual(turn)));
      }
      await scheduler.waitFor(Promise.all(readings));
      const ids = (state: string): string[] =>
        [...takes.values()].filter((take) => take.state === state).map((take) => `${take.id} ${take.name}`);
      expect(list.ready.map(({ id, name }) => `${id} ${name}`)).toEqual(ids('ready'));
      expect(list.cutOff.map(({ id, name }) => `${id} ${name}`)).toEqual(ids('recording'));
      expect(addresses, 'one for each take').toEqual(
        new Set([...list.ready, ...list.cutOff].map(({ posterUrl }) => posterUrl)),
      );
      list.destroy();
      expect(addresses.size).toBe(0);
      expect(new Set(revoked).size, 'each revoked once').toBe(revoked.length);
      revoked = [];
    }),
  );
});

test('a reading that fails leaves the list as it was, and the next one is made', async () => {
  let broken = false;
  const { list, takes } = build((read) =>
    broken ? Promise.reject(new Error('The database is closed.')) : Promise.resolve(read()),
  );
  takes.set('a', stored('a'));
  await list.refresh();
  broken = true;
  takes.clear();
  await expect(list.refresh()).rejects.toThrow('closed');
  expect(list.ready.map(({ id }) => id)).toEqual(['a']);
  expect(revoked).toEqual([]);
  broken = false;
  await list.refresh();
  expect(list.ready).toEqual([]);
  expect(addresses.size).toBe(0);
});

test('a poster keeps its address over readings; another picture gets another one', async () => {
  const { list, takes } = build();
  takes.set('a', stored('a', { poster: null }));
  await list.refresh();
  expect(list.ready[0]?.posterUrl).toBe('');
  takes.set('a', stored('a', { poster: new Blob(['first']) }));
  await list.refresh();
  const address = list.ready[0]?.posterUrl;
  takes.set('a', stored('a', { poster: new Blob(['first']) }));
  await list.refresh();
  expect(list.ready[0]?.posterUrl).toBe(address);
  takes.set('a', stored('a', { poster: new Blob(['another']) }));
  await list.refresh();
  expect(list.ready[0]?.posterUrl).not.toBe(address);
  expect(revoked).toEqual([address]);
});

test('destroyed while it is read, it makes no address that nobody revokes', async () => {
  let tell = (): void => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  const { list, takes } = build(async (read) => {
    const value = read();
    await told;
    return value;
  });
  takes.set('a', stored('a'));
  const reading = list.refresh();
  list.destroy();
  tell();
  await reading;
  expect(list.entry(stored('b')).posterUrl).toBe('');
  expect(addresses.size).toBe(0);
});
