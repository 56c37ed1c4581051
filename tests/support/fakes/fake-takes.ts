/** A library of takes without storage, and a log of every call. For tests of the interface. */
import type { LoopFormat, TakesApi } from '../../../src/pipeline/api/takes-api';
import type { TakeEntry, TakesSnapshot } from '../../../src/pipeline/api/takes-state';

export function fakeTake(change: Partial<TakeEntry> = {}): TakeEntry {
  return {
    id: 'take-1',
    kind: 'video',
    name: 'The Great Wave off Kanagawa',
    createdAt: Date.UTC(2026, 10, 24, 18, 30),
    mimeType: 'video/mp4',
    sizeBytes: 8_400_000,
    duration: 12.4,
    width: 540,
    height: 720,
    hasSound: true,
    dropped: 0,
    posterUrl: '',
    ...change,
  };
}

export class FakeTakes implements TakesApi {
  snapshot: TakesSnapshot;
  readonly calls: { readonly name: keyof TakesApi; readonly args: readonly unknown[] }[] = [];
  /** No file can be read from now on. */
  broken = false;
  readonly #target = new EventTarget();

  constructor(change: Partial<TakesSnapshot> = {}) {
    this.snapshot = {
      takes: [],
      looping: null,
      saving: new Set(),
      cutOff: [],
      storage: { used: 120e6, free: 4.2e9 },
      ...change,
    };
  }

  addEventListener(
    type: 'change',
    listener: (event: Event) => void,
    options?: AddEventListenerOptions,
  ): void {
    this.#target.addEventListener(type, listener, options);
  }

  removeEventListener(type: 'change', listener: (event: Event) => void): void {
    this.#target.removeEventListener(type, listener);
  }

  set(change: Partial<TakesSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.#target.dispatchEvent(new Event('change'));
  }

  names(): string[] {
    return this.calls.map(({ name }) => name);
  }

  async file(id: string): Promise<File | null> {
    await this.#log('file', id);
    if (this.broken) throw new DOMException('Internal error', 'UnknownError');
    return null;
  }

  rename(id: string, name: string): Promise<void> {
    return this.#log('rename', id, name);
  }

  remove(id: string): Promise<void> {
    return this.#log('remove', id);
  }

  save(id: string): Promise<void> {
    return this.#log('save', id);
  }

  share(id: string): Promise<void> {
    return this.#log('share', id);
  }

  loopFormats(): Promise<readonly LoopFormat[]> {
    return Promise.resolve(['gif', 'webp']);
  }

  makeLoop(id: string, start: number, format: LoopFormat): Promise<void> {
    return this.#log('makeLoop', id, start, format);
  }

  recover(id: string): Promise<void> {
    return this.#log('recover', id);
  }

  async preview(id: string): Promise<File | null> {
    await this.#log('preview', id);
    if (this.broken) throw new DOMException('Internal error', 'UnknownError');
    return null;
  }

  discard(id: string): Promise<void> {
    return this.#log('discard', id);
  }

  #log(name: keyof TakesApi, ...args: unknown[]): Promise<void> {
    this.calls.push({ name, args });
    return Promise.resolve();
  }
}
