/** Takes without camera, encoder or storage, and a log of every call. For tests of the interface. */
import type {
  ConvertApi,
  ConvertOptions,
  ConvertState,
  KeyframePalette,
} from '../../../src/pipeline/api/convert-state';
import type { LoopFormat, TakesApi, TakesEvents } from '../../../src/pipeline/api/takes-api';
import type { TakeEntry, TakeNotice, TakesSnapshot } from '../../../src/pipeline/api/takes-state';

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

export class FakeConverter extends EventTarget implements ConvertApi {
  state: ConvertState = { kind: 'idle' };
  palette: KeyframePalette = {
    styles: [
      { id: 'great-wave', title: 'The Great Wave' },
      { id: 'starry-night', title: 'Starry Night' },
    ],
    styleId: 'great-wave',
    strength: 1,
  };
  readonly calls: string[] = [];

  set(state: ConvertState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }

  open(file: File | null): Promise<void> {
    this.calls.push(`open ${file?.name ?? 'source'}`);
    return Promise.resolve();
  }

  setOptions(change: Partial<ConvertOptions>): void {
    this.calls.push(`setOptions ${JSON.stringify(change)}`);
  }

  start(): Promise<void> {
    this.calls.push('start');
    return Promise.resolve();
  }

  cancel(): void {
    this.calls.push('cancel');
    this.set({ kind: 'idle' });
  }
}

export class FakeTakes implements TakesApi {
  snapshot: TakesSnapshot;
  readonly converter = new FakeConverter();
  readonly loadConverter = async (): Promise<FakeConverter> => Promise.resolve(this.converter);
  readonly calls: { readonly name: keyof TakesApi; readonly args: readonly unknown[] }[] = [];
  readonly #target = new EventTarget();

  constructor(change: Partial<TakesSnapshot> = {}) {
    this.snapshot = {
      support: 'full',
      recording: { kind: 'idle' },
      sound: false,
      glide: false,
      takes: [],
      looping: null,
      cutOff: [],
      storage: { used: 120e6, free: 4.2e9 },
      ...change,
    };
  }

  addEventListener<K extends keyof TakesEvents>(
    type: K,
    listener: (event: TakesEvents[K]) => void,
    options?: AddEventListenerOptions,
  ): void {
    this.#target.addEventListener(type, listener as EventListener, options);
  }

  removeEventListener<K extends keyof TakesEvents>(type: K, listener: (event: TakesEvents[K]) => void): void {
    this.#target.removeEventListener(type, listener as EventListener);
  }

  set(change: Partial<TakesSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.#target.dispatchEvent(new Event('change'));
  }

  notify(notice: TakeNotice): void {
    this.#target.dispatchEvent(new CustomEvent('notice', { detail: notice }));
  }

  names(): string[] {
    return this.calls.map(({ name }) => name);
  }

  startRecording(): Promise<void> {
    return this.#log('startRecording');
  }

  pauseRecording(): void {
    void this.#log('pauseRecording');
  }

  resumeRecording(): void {
    void this.#log('resumeRecording');
  }

  stopRecording(): Promise<void> {
    return this.#log('stopRecording');
  }

  setSound(on: boolean): Promise<void> {
    this.set({ sound: on });
    return this.#log('setSound', on);
  }

  setGlide(on: boolean): void {
    this.set({ glide: on });
    void this.#log('setGlide', on);
  }

  async file(id: string): Promise<File | null> {
    await this.#log('file', id);
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
