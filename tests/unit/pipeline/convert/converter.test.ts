/**
 * A conversion with a worker and an engine that answer, fail, or go when the test says: what a person sees, and that
 * nothing is left behind. The worker and the engine are made up; all in between is real.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConvertState } from '../../../../src/pipeline/api/convert-state';
import type { Notice } from '../../../../src/pipeline/api/session-state';
import { Converter } from '../../../../src/pipeline/convert/converter';
import type { PlacedLook } from '../../../../src/pipeline/styles/style-choice';
import { Activity } from '../../../../src/pipeline/state/activity';
import { defaultSettings } from '../../../../src/pipeline/storage/settings-store';
import type { StoredTake, TakeStore } from '../../../../src/pipeline/takes/take-store';
import type { EngineClient } from '../../../../src/workers/engine/engine.client';
import { normStatisticsLength } from '../../../../src/workers/networks/types';
import type { Look, Pair } from '../../../../src/workers/networks/types';
import { ScriptedWorkers } from '../../../support/fakes/scripted-workers';

const facts = { width: 64, height: 48, duration: 2, frameRate: 10, hasSound: true, hdr: false };
const finished = {
  fileName: 'a.mp4',
  mimeType: 'video/mp4',
  sizeBytes: 1,
  duration: 2,
  width: 64,
  height: 48,
  hasSound: true,
  frames: 20,
  dropped: 0,
  seekable: true,
};
const clip = (name: string): File => new File([name], name, { type: 'video/mp4' });

const styleOf = (value: number): Look => ({
  mix: [{ code: new Float32Array(100).fill(value), weight: 1 }],
  strength: 1,
});
const place = { kind: 'halves', x: 0.5, y: 0.5, angle: 0, size: 0.3 } as const;
const other = { styleId: 'night', mix: [], strength: 1 };

beforeEach(() => {
  vi.stubGlobal('navigator', {
    locks: { request: (_name: string, work: () => Promise<void>) => work() },
    storage: { estimate: () => Promise.resolve({ usage: 0, quota: 1e9 }) },
  });
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }));
});
afterEach(() => vi.unstubAllGlobals());

function setUp() {
  const notices: Notice[] = [];
  const removed: string[] = [];
  const put: StoredTake[] = [];
  const scripted = new ScriptedWorkers({
    inspect: { facts },
    sample: [{ close: () => undefined }],
    convert: { take: finished, poster: null, lostSounds: 0 },
  });
  const { all: workers, results, failing, silent } = scripted;
  const asked = (call: string): Promise<void> => vi.waitFor(() => expect(scripted.wasAsked(call)).toBe(true));
  const client = {
    setLook: vi.fn<(look: Look) => void>(),
    setOptions: vi.fn(),
    encodeStyle: () => Promise.resolve(new Float32Array(100)),
    measure: () => Promise.resolve(new Float32Array(normStatisticsLength)),
    present: vi.fn(() => Promise.resolve({ width: 64, height: 48, ms: 1 })),
    openTap: () => new MessageChannel().port1,
    closeTap: vi.fn(),
  };
  const activity = new Activity({ begin: () => () => undefined });
  const store = {
    put: (take: StoredTake) => Promise.resolve(void put.push(take)),
    remove: (id: string) => Promise.resolve(void removed.push(id)),
    removeFiles: () => Promise.resolve(),
  } as unknown as TakeStore;
  const deps = {
    engine: { running: { client: client as unknown as EngineClient, canvas: {} as HTMLCanvasElement } },
    choice: {
      lookFor: vi.fn((): PlacedLook => ({ look: styleOf(1), secondInHand: false })),
      code: () => Promise.resolve(new Float32Array(100)),
    },
    styles: { entries: [{ id: 'night', title: 'Night' }], title: 'Wave' },
    settings: { current: defaultSettings },
    sources: { videoFile: null },
    live: { findPeople: vi.fn(() => Promise.resolve()), resume: vi.fn() },
    library: { store: () => Promise.resolve(store), enlist: (take: StoredTake) => Promise.resolve(take) },
    activity,
    notify: (notice: Notice) => notices.push(notice),
    spawn: scripted.spawn,
  };
  // The store and the library take and give what the test gives: no entry has a file here.
  const converter = new Converter(deps as unknown as ConstructorParameters<typeof Converter>[0]);
  const kinds: string[] = [];
  converter.addEventListener('change', () => {
    const { state } = converter;
    const kind = state.kind === 'running' ? state.step : state.kind;
    if (kinds.at(-1) !== kind) kinds.push(kind);
  });
  return {
    converter,
    workers,
    asked,
    notices,
    removed,
    put,
    results,
    failing,
    silent,
    client,
    deps,
    activity,
    kinds,
  };
}

const settled = (converter: Converter, kind: ConvertState['kind']): Promise<void> =>
  vi.waitFor(() => expect(converter.state.kind).toBe(kind));

test('from a file to a take, and the live picture goes on', async () => {
  const { converter, put, kinds, deps, activity, workers, client } = setUp();
  await converter.open(clip('beach.mp4'));
  expect(converter.state).toMatchObject({ kind: 'ready', name: 'beach.mp4', fits: true });
  const running = converter.start();
  expect(activity.current).toBe('converting');
  await running;
  expect(converter.state.kind).toBe('done');
  expect(kinds).toEqual(['inspecting', 'ready', 'measuring', 'painting', 'done']);
  expect(put).toMatchObject([{ name: 'Wave, beach', kind: 'video', state: 'ready' }]);
  expect(activity.current).toBe('live');
  expect(deps.live.resume).toHaveBeenCalledOnce();
  expect(client.closeTap).toHaveBeenCalled();
  expect(workers.every(({ terminated }) => terminated)).toBe(true);
});

test('of two files that are opened the later one is looked into', async () => {
  const { converter, silent, workers } = setUp();
  silent.add('inspect');
  const first = converter.open(clip('slow.mp4'));
  await vi.waitFor(() => expect(workers[0]?.sent.length).toBe(1));
  silent.delete('inspect');
  await converter.open(clip('quick.mp4'));
  const [slow] = workers;
  slow?.say({ kind: 'done', id: 1, result: { problem: 'cut-off' } });
  await first;
  expect(converter.state).toMatchObject({ kind: 'ready', name: 'quick.mp4' });
});

test.each([
  ['sample', 'unreadable-video', 'failed'],
  ['convert', 'storage-full', 'storage-full'],
  ['convert', 'engine-failed', 'engine'],
  ['convert', 'worker-lost', 'failed'],
] as const)('%s fails with %s: said, nothing is left, another one may begin', async (call, code, failure) => {
  const { converter, failing, removed, put, activity, deps } = setUp();
  await converter.open(clip('beach.mp4'));
  failing.set(call, code);
  await converter.start();
  expect(converter.state).toEqual({ kind: 'failed', name: 'beach.mp4', failure });
  expect(removed.length).toBe(1);
  expect(put).toEqual([]);
  expect(activity.current).toBe('live');
  expect(deps.live.resume).toHaveBeenCalledOnce();
  failing.clear();
  await converter.open(clip('again.mp4'));
  await converter.start();
  expect(converter.state.kind).toBe('done');
});

test.each(['sample', 'convert'])('cancelled in %s: the file is forgotten', async (call) => {
  const { converter, silent, removed, activity, workers, asked } = setUp();
  await converter.open(clip('beach.mp4'));
  silent.add(call);
  const running = converter.start();
  await asked(call);
  converter.cancel();
  await running;
  expect(converter.state.kind).toBe('idle');
  expect(removed.length).toBe(1);
  expect(activity.current).toBe('live');
  expect(workers.at(-1)?.terminated).toBe(true);
});

test('a worker that crashes in the middle ends it with a word', async () => {
  const { converter, silent, workers, activity, asked } = setUp();
  await converter.open(clip('beach.mp4'));
  silent.add('convert');
  const running = converter.start();
  await asked('convert');
  workers.at(-1)?.sayNonsense();
  await running;
  expect(converter.state).toMatchObject({ kind: 'failed', name: 'beach.mp4' });
  expect(activity.current).toBe('live');
});

test('beside a recording it does not begin, and says why; a second press begins no second one', async () => {
  const { converter, activity, notices, workers, silent } = setUp();
  await converter.open(clip('beach.mp4'));
  const end = activity.begin('recording');
  await converter.start();
  expect(notices).toEqual([{ code: 'busy', activity: 'recording' }]);
  expect(converter.state.kind).toBe('ready');
  end?.();
  silent.add('sample');
  void converter.start();
  void converter.start();
  await vi.waitFor(() => expect(workers.at(-1)?.sent.length).toBe(1));
  // One that looked into the file, one that converts it.
  expect(workers.length).toBe(2);
  await converter.open(clip('other.mp4'));
  expect(converter.state).toMatchObject({ kind: 'running', name: 'beach.mp4' });
  expect(notices.at(-1), 'a file that came meanwhile').toEqual({ code: 'busy', activity: 'converting' });
  expect(notices.length).toBe(2);
  await converter.open(null);
  expect(notices.length, 'the sheet is only shown again').toBe(2);
  converter.destroy();
  await settled(converter, 'idle');
});

test('sound that could not be kept is told; what cannot be painted is refused and leaves nothing', async () => {
  const { converter, results, notices, removed } = setUp();
  results['convert'] = { take: finished, poster: null, lostSounds: 2 };
  await converter.open(clip('beach.mp4'));
  await converter.start();
  expect(notices).toEqual([{ code: 'sound-lost', tracks: 2 }]);
  results['convert'] = { problem: 'no-encoder' };
  await converter.open(clip('beach.mp4'));
  await converter.start();
  expect(converter.state).toEqual({ kind: 'refused', name: 'beach.mp4', problem: 'no-encoder' });
  expect(removed.length).toBe(1);
});

test('two styles: measured alone each, painted in one picture, both in the name', async () => {
  const { converter, deps, client, silent, workers, asked } = setUp();
  const mask = { data: Uint8Array.of(0, 255), width: 2, height: 1 };
  const look = { ...styleOf(1), second: { ...styleOf(2), mask } };
  deps.choice.lookFor.mockReturnValue({ look, secondInHand: true });
  deps.settings = { current: { ...defaultSettings, second: { other, secondInHand: true, place } } };
  await converter.open(clip('beach.mp4'));
  silent.add('convert');
  const running = converter.start();
  await asked('convert');
  expect(deps.choice.lookFor, 'for the shape of the file').toHaveBeenCalledExactlyOnceWith(64 / 48);
  const given = (): Look[] => client.setLook.mock.calls.map(([one]) => one);
  const valuesOf = ({ mix: [first], second }: Look): Pair<unknown> => [
    first?.code[0],
    second?.mix[0]?.code[0],
  ];
  expect(given().map(valuesOf), 'the one in hand first').toEqual([
    [2, undefined],
    [1, undefined],
  ]);
  const frame = { clone: () => frame, close: vi.fn() };
  workers.at(-1)?.say({ kind: 'event', event: { kind: 'paint', frame, time: 0 } });
  await vi.waitFor(() => expect(client.present).toHaveBeenCalledOnce());
  expect(given().slice(2).map(valuesOf)).toEqual([[1, 2]]);
  expect(given().at(-1)?.statistics).toHaveLength(normStatisticsLength);
  expect(given().at(-1)?.second).toMatchObject({ mask, strength: 1 });
  expect(given().at(-1)?.second?.statistics).toHaveLength(normStatisticsLength);
  converter.cancel();
  await running;
});

test.each<[boolean, string, string]>([
  [true, 'beach.mp4', 'Night + Wave, beach'],
  [false, 'beach.mp4', 'Wave + Night, beach'],
  [false, `${'long '.repeat(30)}.mp4`, `Wave + Night, ${'long '.repeat(30)}`.slice(0, 80)],
])('the take is named after both styles, in order (second in hand: %s)', async (secondInHand, file, name) => {
  const { converter, deps, put } = setUp();
  deps.settings = { current: { ...defaultSettings, second: { other, secondInHand, place } } };
  await converter.open(clip(file));
  expect(converter.palette.secondInHand).toBe(secondInHand);
  await converter.start();
  expect(put).toMatchObject([{ name }]);
});

test('no frame is painted before people can be told apart', async () => {
  const { converter, deps, workers, kinds, asked } = setUp();
  let found = (): void => undefined;
  deps.live.findPeople.mockReturnValue(new Promise<void>((resolve) => (found = resolve)));
  await converter.open(clip('beach.mp4'));
  const running = converter.start();
  await asked('sample');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(kinds.at(-1)).toBe('measuring');
  expect(workers.at(-1)?.sent.map(({ call }) => call)).not.toContain('convert');
  found();
  await running;
  expect(converter.state.kind).toBe('done');

  deps.live.findPeople.mockReturnValue(new Promise<void>(() => undefined));
  await converter.open(clip('beach.mp4'));
  const waiting = converter.start();
  await asked('sample');
  await new Promise((resolve) => setTimeout(resolve, 20));
  converter.cancel();
  await waiting;
  expect(converter.state.kind, 'who calls it off does not wait for them').toBe('idle');
});
