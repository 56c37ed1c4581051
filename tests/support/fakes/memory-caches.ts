/** Cache Storage in memory, for tests in Node. */
export class MemoryCaches {
  readonly entries = new Map<string, Response>();
  /** What `put` throws, to play a full disk. */
  refusal: Error | null = null;

  open(): Promise<Cache> {
    const { entries } = this;
    return Promise.resolve({
      match: (key: string) => Promise.resolve(entries.get(key)?.clone()),
      put: (key: string, response: Response) => {
        if (this.refusal) return Promise.reject(this.refusal);
        entries.set(key, response);
        return Promise.resolve();
      },
      delete: (key: string) => Promise.resolve(entries.delete(key)),
      keys: () => Promise.resolve([...entries.keys()].map((url) => ({ url }))),
    } as unknown as Cache);
  }
}
