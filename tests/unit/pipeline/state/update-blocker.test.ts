import { expect, test } from 'vitest';
import { UpdateBlocker } from '../../../../src/pipeline/state/update-blocker';

/** Web Locks of several tabs in memory: shared and exclusive, first come, first served (Web Locks API, section 4). */
class FakeLocks {
  readonly #queue: { readonly mode: string; readonly run: () => Promise<unknown> }[] = [];
  #held: string[] = [];

  request(_name: string, options: { mode: string; ifAvailable?: boolean }, work: (lock: unknown) => unknown) {
    const { mode, ifAvailable } = options;
    if (ifAvailable && !(this.#queue.length === 0 && this.#fits(mode))) return Promise.resolve(work(null));
    return new Promise((resolve) => {
      this.#queue.push({ mode, run: async () => resolve(await work({})) });
      this.#next();
    });
  }

  #fits(mode: string): boolean {
    return this.#held.length === 0 || (mode === 'shared' && !this.#held.includes('exclusive'));
  }

  #next(): void {
    for (let first = this.#queue[0]; first && this.#fits(first.mode); first = this.#queue[0]) {
      const { mode, run } = first;
      this.#queue.shift();
      this.#held.push(mode);
      void run().finally(() => {
        this.#held.splice(this.#held.indexOf(mode), 1);
        this.#next();
      });
    }
  }
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test.each([
  ['with locks', true],
  ['without', false],
])(
  'an update waits for the work of this tab, also for work that begins while it waits: %s',
  async (_name, has) => {
    const blocker = new UpdateBlocker(has ? (new FakeLocks() as unknown as LockManager) : null);
    const first = blocker.begin();
    let updated = false;
    void blocker.idle().then(() => (updated = true));
    await soon();
    const second = blocker.begin();
    first();
    await soon();
    expect(updated).toBe(false);
    second();
    await soon();
    expect(updated).toBe(true);
  },
);

test('an update waits for the work of another tab, and for what this one begins meanwhile', async () => {
  const locks = new FakeLocks() as unknown as LockManager;
  const [here, there] = [new UpdateBlocker(locks), new UpdateBlocker(locks)];
  const other = there.begin();
  let updated = false;
  void here.idle().then(() => (updated = true));
  await soon();
  const own = here.begin();
  other();
  await soon();
  expect(updated).toBe(false);
  own();
  await soon();
  expect(updated).toBe(true);
});

test('is given up when its page goes', async () => {
  const blocker = new UpdateBlocker(null);
  blocker.begin();
  const gone = new AbortController();
  const waiting = blocker.idle(gone.signal);
  gone.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
