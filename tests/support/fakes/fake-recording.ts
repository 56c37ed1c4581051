/** Recording without camera or encoder, and a log of every call. For tests of the interface. */
import type { RecordingApi, RecordingSnapshot } from '../../../src/pipeline/api/recording-api';

export class FakeRecording extends EventTarget implements RecordingApi {
  snapshot: RecordingSnapshot = { support: 'full', state: { kind: 'idle' }, sound: false, glide: false };
  /** Names of the methods that were called. */
  readonly calls: string[] = [];

  set(change: Partial<RecordingSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.dispatchEvent(new Event('change'));
  }

  start(): Promise<void> {
    return this.#log('start');
  }

  pause(): void {
    void this.#log('pause');
  }

  resume(): void {
    void this.#log('resume');
  }

  stop(): Promise<void> {
    return this.#log('stop');
  }

  setSound(on: boolean): Promise<void> {
    this.set({ sound: on });
    return this.#log('setSound');
  }

  setGlide(on: boolean): void {
    this.set({ glide: on });
    void this.#log('setGlide');
  }

  #log(name: string): Promise<void> {
    this.calls.push(name);
    return Promise.resolve();
  }
}
