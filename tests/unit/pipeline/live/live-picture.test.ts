/** The live picture between sources, engines and activities that change while a frame is painted. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { Notice } from '../../../../src/pipeline/api/session-state';
import { LivePicture } from '../../../../src/pipeline/live/live-picture';
import type { LivePictureDeps } from '../../../../src/pipeline/live/live-picture';
import type { OpenSource } from '../../../../src/pipeline/sources/frame-source';
import { AppSettings } from '../../../../src/pipeline/state/app-settings';
import { openSettings } from '../../../../src/pipeline/storage/settings-store';
import { ImpastoError } from '../../../../src/shared/errors';
import { TypedTarget } from '../../../../src/shared/typed-target';
import { ScriptedWorkers } from '../../../support/fakes/scripted-workers';
import type { EngineClient, Presented } from '../../../../src/workers/engine/engine.client';

beforeEach(() => {
  vi.stubGlobal('devicePixelRatio', 1);
  return () => vi.unstubAllGlobals();
});

interface Frame {
  readonly painted: (size: Presented) => void;
  readonly failed: (error: unknown) => void;
}

/** An engine whose frames end when the test says so. */
class Engine {
  readonly frames: Frame[] = [];
  readonly openMasks = vi.fn(() => new MessageChannel().port2);
  readonly client = {
    info: { backend: 'wasm', abilities: { enlarges: false, steadies: false } },
    setOptions: () => undefined,
    present: (frame: { close: () => void }) => {
      frame.close();
      return new Promise<Presented>((painted, failed) => this.frames.push({ painted, failed }));
    },
    stylize: () => Promise.reject(new ImpastoError('engine-failed', 'no')),
    openMasks: this.openMasks,
    closeMasks: () => undefined,
  } as unknown as EngineClient;
  readonly running = { client: this.client, canvas: {} as HTMLCanvasElement };

  /** The oldest frame that is not painted yet is. */
  paint(): void {
    this.frames.shift()?.painted({ width: 64, height: 64, ms: 1 });
  }

  fail(error: unknown = new ImpastoError('engine-failed', 'no')): void {
    this.frames.shift()?.failed(error);
  }
}

function makeSource(grab = () => Promise.resolve({ close: () => undefined })): OpenSource {
  return {
    state: { kind: 'camera', deviceId: '', label: '', facing: 'unknown', asleep: false },
    preview: {} as HTMLElement,
    size: { width: 64, height: 64 },
    moving: true,
    grab,
    sleep: () => undefined,
    destroy: () => undefined,
  } as unknown as OpenSource;
}

function setUp() {
  const notices: Notice[] = [];
  const told: unknown[] = [];
  const settings = new AppSettings(openSettings(null));
  settings.change({ detail: 256 });
  const state = {
    engine: { running: null as Engine['running'] | null, framesFail: (error: unknown) => told.push(error) },
    sources: { current: makeSource() as OpenSource | null },
    choice: { isReady: () => true, reapply: vi.fn() },
    activity: { coversLive: false },
    visibility: Object.assign(new TypedTarget<{ change: Event }>(), { asleep: false }),
  };
  const deps = {
    ...state,
    settings,
    cameraControls: { cropZoom: 1 },
    styles: { title: 'The Great Wave' },
    notify: (notice: Notice) => notices.push(notice),
  };
  const live = new LivePicture(deps as unknown as LivePictureDeps);
  const use = (engine: Engine | null): void => {
    state.engine.running = engine?.running ?? null;
    live.engineChanged();
  };
  let drawn = 0;
  live.addEventListener('drawn', () => (drawn += 1));
  return { live, notices, told, state, settings, use, drawn: () => drawn };
}

/** A new frame is announced, and reaches the engine. */
async function send(live: LivePicture, engine: Engine): Promise<void> {
  const before = engine.frames.length;
  live.invalidate();
  await expect.poll(() => engine.frames.length).toBe(before + 1);
}

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** One failure before an engine counts as broken. */
async function failTwice(live: LivePicture, engine: Engine): Promise<void> {
  for (let i = 0; i < 2; i++) {
    await send(live, engine);
    engine.fail();
    await rest();
  }
}

test('frames that come while one is painted are one frame, the newest', async () => {
  const { live, use, drawn } = setUp();
  const engine = new Engine();
  use(engine);
  await send(live, engine);
  for (let i = 0; i < 5; i++) live.invalidate();
  engine.paint();
  await expect.poll(() => engine.frames.length).toBe(1);
  engine.paint();
  await expect.poll(drawn).toBe(2);
  await rest();
  expect(engine.frames.length).toBe(0);
  live.destroy();
});

test.each([
  ['there is no engine', (set: ReturnType<typeof setUp>) => set.use(null)],
  ['there is no source', ({ state }: ReturnType<typeof setUp>) => (state.sources.current = null)],
  [
    'somebody else has the engine',
    ({ state }: ReturnType<typeof setUp>) => (state.activity.coversLive = true),
  ],
  ['nobody can see it', ({ state }: ReturnType<typeof setUp>) => (state.visibility.asleep = true)],
  ['the style is not ready', ({ state }: ReturnType<typeof setUp>) => (state.choice.isReady = () => false)],
])('nothing is painted while %s', async (_name, change) => {
  const set = setUp();
  const engine = new Engine();
  set.use(engine);
  change(set);
  set.live.invalidate();
  await rest();
  expect(engine.frames.length).toBe(0);
  set.live.destroy();
});

test('an engine that fails three times in a row is reported; single failures are dropped frames', async () => {
  const { live, use, told, drawn } = setUp();
  const engine = new Engine();
  use(engine);
  for (const fails of [true, true, false, true, true, true]) {
    await send(live, engine);
    if (fails) engine.fail();
    else engine.paint();
    await rest();
  }
  expect([told.length, drawn()]).toEqual([1, 1]);
  live.destroy();
});

test('what an engine did before it was replaced is not held against the next one', async () => {
  const { live, use, told } = setUp();
  const [old, now] = [new Engine(), new Engine()];
  use(old);
  await failTwice(live, old);
  use(now);
  await send(live, now);
  now.fail();
  await rest();
  expect(told, 'two failures of the old one and one of the new one are not three').toEqual([]);
  live.destroy();
});

test('the last failure of an engine that was replaced while it painted restarts nothing', async () => {
  const { live, use, told } = setUp();
  const [old, now] = [new Engine(), new Engine()];
  use(old);
  await failTwice(live, old);
  await send(live, old);
  use(now);
  old.fail();
  await rest();
  expect(told).toEqual([]);
  live.destroy();
});

test('a frame of a lost or closed engine is nobody’s fault', async () => {
  const { live, use, told } = setUp();
  const engine = new Engine();
  use(engine);
  for (const code of ['engine-lost', 'destroyed', 'engine-lost', 'destroyed'] as const) {
    await send(live, engine);
    engine.fail(new ImpastoError(code, 'gone'));
    await rest();
  }
  expect(told).toEqual([]);
  live.destroy();
});

test('a still that cannot be taken says so; one that was called off says nothing', async () => {
  const { live, use, notices, state } = setUp();
  expect(await live.still()).toBeNull();
  expect(notices).toEqual([{ code: 'no-frame-yet' }]);
  use(new Engine());
  expect(await live.still()).toBeNull();
  expect(notices.at(-1)).toEqual({ code: 'still-failed' });
  state.sources.current = makeSource(() => Promise.reject(new Error('The camera was pulled out.')));
  expect(await live.still()).toBeNull();
  expect(notices.at(-1)).toEqual({ code: 'still-failed' });
  state.sources.current = makeSource(() => Promise.reject(new DOMException('closed', 'AbortError')));
  await expect(live.still()).rejects.toMatchObject({ name: 'AbortError' });
  expect(notices.length).toBe(3);
  live.destroy();
});

test('after somebody else had the engine it is told its options and look again', async () => {
  const { live, use, state } = setUp();
  const engine = new Engine();
  const options = vi.spyOn(engine.client, 'setOptions');
  use(engine);
  for (let i = 0; i < 2; i++) {
    await send(live, engine);
    engine.paint();
    await rest();
  }
  expect(options).toHaveBeenCalledTimes(1);
  live.resume();
  expect(state.choice.reapply).toHaveBeenCalledTimes(1);
  await send(live, engine);
  expect(options).toHaveBeenCalledTimes(2);
  live.destroy();
});

test('who paints next has people told apart, also where there is no live picture', async () => {
  const workers = new ScriptedWorkers({});
  vi.stubGlobal('Worker', function spawn() {
    return workers.spawn();
  });
  const { live, use, state, settings } = setUp();
  const engine = new Engine();
  state.sources.current = null;
  use(engine);
  await live.findPeople();
  expect(workers.all, 'nothing is loaded where nobody asks for it').toEqual([]);
  settings.change({ styledArea: 'person' });
  live.invalidate();
  await rest();
  expect(engine.openMasks).not.toHaveBeenCalled();
  await live.findPeople();
  expect(engine.openMasks).toHaveBeenCalledOnce();
  live.destroy();
});
