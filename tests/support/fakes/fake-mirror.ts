/** A mirror without timers: keeps what it was asked, and shows what a test says. */
import type {
  MirrorApi,
  MirrorOpenerApi,
  MirrorPhoto,
  MirrorSnapshot,
  MirrorWish,
} from '../../../src/pipeline/api/mirror-api';

export class FakeMirror extends EventTarget implements MirrorApi, MirrorOpenerApi {
  snapshot: MirrorSnapshot = { held: false, recovery: { kind: 'well' }, taking: false };
  /** What it was opened with, newest last. */
  readonly wishes: MirrorWish[] = [];
  readonly steps: number[] = [];
  photos = 0;
  closed = 0;
  /** What photos come out as. */
  result: MirrorPhoto = { kind: 'none' };

  open(wish: MirrorWish): Promise<MirrorApi> {
    this.wishes.push(wish);
    return Promise.resolve(this);
  }

  set(change: Partial<MirrorSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.dispatchEvent(new Event('change'));
  }

  step(step: -1 | 1): void {
    this.steps.push(step);
  }

  setHeld(held: boolean): void {
    this.set({ held });
  }

  photo(): Promise<MirrorPhoto> {
    this.photos += 1;
    return Promise.resolve(this.result);
  }

  close(): void {
    this.closed += 1;
  }
}
