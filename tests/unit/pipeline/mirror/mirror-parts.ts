/** A mirror on scripted parts: a test says what the session shows and hears what it is asked. */
import { vi } from 'vitest';
import type { MirrorWish } from '../../../../src/pipeline/api/mirror-api';
import type { SessionSnapshot, Settings, Still } from '../../../../src/pipeline/api/session-state';
import { MirrorMode } from '../../../../src/pipeline/mirror/mirror-mode';
import type { MirrorDeps } from '../../../../src/pipeline/mirror/mirror-mode';
import { defaultSettings } from '../../../../src/pipeline/storage/settings-store';
import { styleEntry } from '../../../support/fakes/style-entry';

export type Shown = Pick<
  SessionSnapshot,
  'source' | 'engine' | 'encodingStyleId' | 'styles' | 'selection' | 'settings'
> & { readonly stage: Pick<SessionSnapshot['stage'], 'styled'> };

export const camera = {
  kind: 'camera',
  deviceId: 'a',
  label: '',
  facing: 'user',
  asleep: false,
} as const satisfies SessionSnapshot['source'];

export const ready = {
  kind: 'ready',
  backend: 'wasm',
  engine: 'tfjs',
  abilities: { enlarges: false, steadies: false },
  refused: [],
} as const satisfies SessionSnapshot['engine'];

export const lost = { kind: 'problem', problem: 'camera-ended', detail: '' } as const;

export const still: Still = { blob: new Blob(), name: 'still.png', width: 1, height: 1 };

/** A promise that a test settles. */
export function open<T>() {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, settle };
}

/** What the page needs of a browser. Call it before each test. */
export function stubPage(): { readonly locks: () => number } {
  let locks = 0;
  const request = (): Promise<EventTarget> => {
    locks += 1;
    const lock = Object.assign(new EventTarget(), {
      released: false,
      release: () => {
        if (!lock.released) locks -= 1;
        lock.released = true;
        return Promise.resolve();
      },
    });
    return Promise.resolve(lock);
  };
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
  vi.stubGlobal('navigator', { wakeLock: { request } });
  return { locks: () => locks };
}

export function makeMirror(settings: Partial<Settings> = {}, wish: MirrorWish = { seconds: null }) {
  const ids = ['wave', 'night', 'scream'];
  let shown: Shown = {
    source: camera,
    engine: ready,
    encodingStyleId: null,
    styles: ids.map((id) => styleEntry(id)),
    selection: { favourites: [], undoable: false, brush: { undoable: false, empty: true } },
    settings: { ...defaultSettings, styleId: 'wave', mirrorSeconds: 10, ...settings },
    stage: { styled: true },
  };
  const asked: string[] = [];
  const session = new EventTarget();
  const live = new EventTarget();
  const visibility = Object.assign(new EventTarget(), { asleep: false });
  /** What tries wait for; replaced by tests. */
  const answers = {
    retry: (): Promise<void> => Promise.resolve(),
    still: (): Promise<Still | null> => Promise.resolve(still),
    keep: (): Promise<boolean> => Promise.resolve(true),
  };
  const set = (change: Partial<Shown>): void => {
    shown = { ...shown, ...change };
    session.dispatchEvent(new Event('change'));
  };
  const deps = {
    session: Object.assign(session, {
      get snapshot() {
        return shown;
      },
      retry: () => {
        asked.push('retry');
        return answers.retry();
      },
      sources: {
        openCamera: () => {
          asked.push('open');
          return answers.retry();
        },
      },
    }),
    live: Object.assign(live, { still: () => answers.still() }),
    styles: {
      title: 'The Wave',
      drift: (id: string) => {
        asked.push(id);
        set({ settings: { ...shown.settings, styleId: id, mix: [] } });
      },
    },
    takes: { addStill: () => answers.keep() },
    visibility,
    calm: () => false,
  };
  // `Object.assign` read the getter once: it is to be asked each time.
  Object.defineProperty(deps.session, 'snapshot', { get: () => shown });
  /** The camera's pictures, as long as it gives some. */
  const frames = setInterval(() => {
    if (shown.source.kind === 'camera' && shown.stage.styled) live.dispatchEvent(new Event('drawn'));
  }, 1000);
  let closed = 0;
  const mirror = new MirrorMode(deps as unknown as MirrorDeps, wish, () => (closed += 1));
  return {
    mirror,
    asked,
    answers,
    set,
    deps,
    closed: () => closed,
    /** No more pictures come. */
    freeze: () => clearInterval(frames),
    drawn: () => live.dispatchEvent(new Event('drawn')),
    sleep: (asleep: boolean) => {
      visibility.asleep = asleep;
      visibility.dispatchEvent(new Event('change'));
    },
  };
}
