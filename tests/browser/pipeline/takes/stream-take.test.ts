/** Recording with the browser's own MediaRecorder, which is broken off, fails and dawdles at each step. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import type { RunningEngine } from '../../../../src/pipeline/engine/engine-supervisor';
import { makeStreamTake } from '../../../../src/pipeline/takes/stream-take';
import type { TakeMaker } from '../../../../src/pipeline/takes/take-maker';
import { TakeStore } from '../../../../src/pipeline/takes/take-store';
import { required } from '../../../../src/shared/assert';
import { ImpastoError } from '../../../../src/shared/errors';
import { RecordClient } from '../../../../src/workers/record/record.client';
import type { FinishedTake, RecordEvent } from '../../../../src/workers/record/record.client';
import { soon } from '../../../support/soon';

let tracks: MediaStreamTrack[];
let events: RecordEvent[];
let names: string[];
let timer: ReturnType<typeof setInterval>;
let ends: MockInstance;

beforeEach(() => {
  tracks = [];
  events = [];
  names = [];
  ScriptedRecorder.made = [];
  const capture = Reflect.get(HTMLCanvasElement.prototype, 'captureStream');
  vi.spyOn(HTMLCanvasElement.prototype, 'captureStream').mockImplementation(function captured(
    this: HTMLCanvasElement,
  ) {
    const stream = capture.call(this);
    tracks.push(...stream.getTracks());
    return stream;
  });
  ends = vi.spyOn(RecordClient.prototype, 'destroy');
});
afterEach(async () => {
  clearInterval(timer);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  const store = required(await TakeStore.open(), 'storage');
  for (const name of names) await store.removeFiles(name);
  store.close();
});

/** A recorder that does what the test says, and refuses what the specification has it refuse. */
class ScriptedRecorder {
  static made: ScriptedRecorder[] = [];
  static isTypeSupported = (): boolean => true;
  state: RecordingState = 'inactive';
  ondataavailable: ((event: { readonly data: Blob }) => void) | null = null;
  onerror: (() => void) | null = null;
  onstop: (() => void) | null = null;

  constructor() {
    ScriptedRecorder.made.push(this);
  }

  start(): void {
    this.state = 'recording';
  }

  /** Nothing of it comes before the test says so. */
  stop(): void {
    this.#asked();
    this.state = 'inactive';
  }

  pause(): void {
    this.#asked();
    this.state = 'paused';
  }

  resume(): void {
    this.#asked();
    this.state = 'recording';
  }

  #asked(): void {
    if (this.state === 'inactive') throw new DOMException('It is inactive.', 'InvalidStateError');
  }
}

/** A take on scripted parts: what is written, and the recorder. */
async function script() {
  vi.stubGlobal('MediaRecorder', ScriptedRecorder);
  const written: string[] = [];
  vi.spyOn(RecordClient.prototype, 'startAppending').mockResolvedValue();
  vi.spyOn(RecordClient.prototype, 'append').mockImplementation(
    (bytes) => void written.push(new TextDecoder().decode(bytes)),
  );
  const finished = { fileName: 'take.mp4' } as FinishedTake;
  vi.spyOn(RecordClient.prototype, 'stopAppending').mockResolvedValue(finished);
  const take = await begin();
  const recorder = required(ScriptedRecorder.made[0], 'a recorder');
  const piece = (text: string): void => recorder.ondataavailable?.({ data: new Blob([text]) });
  return { take, recorder, piece, written, finished };
}

/** Begins a take of a picture that changes. */
async function begin(signal?: AbortSignal): Promise<TakeMaker> {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
  const context = required(canvas.getContext('2d'), '2D');
  context.fillRect(0, 0, 64, 48);
  const name = `take-${crypto.randomUUID()}`;
  names.push(name);
  const listener = { onEvent: (event: RecordEvent) => events.push(event), onCrash: () => undefined };
  const engine = { canvas } as RunningEngine;
  const order = { name, size: { width: 64, height: 48 }, engine, sound: null, listener };
  const take = await makeStreamTake(order, signal);
  timer = setInterval(() => {
    context.fillStyle = `hsl(${(performance.now() / 5) % 360} 80% 50%)`;
    context.fillRect(0, 0, 64, 48);
    take.drawn();
  }, 30);
  return take;
}

const failures = (): RecordEvent[] => events.filter(({ kind }) => kind === 'failed');
const live = (): MediaStreamTrack[] => tracks.filter(({ readyState }) => readyState === 'live');

test('records what is drawn, and lets everything go', async () => {
  const take = await begin();
  await soon(() =>
    expect(events.some((event) => event.kind === 'progress' && event.sizeBytes > 0)).toBe(true),
  );
  take.pause();
  take.resume();
  const finished = await take.stop();
  take.destroy();
  take.destroy();
  expect(finished).toMatchObject({ width: 64, height: 48, hasSound: false });
  expect(finished.frames).toBeGreaterThan(0);
  expect([failures(), live()]).toEqual([[], []]);
});

test('the last piece, which comes once it is asked to stop, is in the take', async () => {
  const { take, recorder, piece, written, finished } = await script();
  piece('a');
  const stopped = take.stop();
  piece('b');
  recorder.onstop?.();
  expect(await stopped).toBe(finished);
  take.destroy();
  expect([written, failures(), live()]).toEqual([['a', 'b'], [], []]);
});

test.each(['error', 'stop'] as const)(
  'a recorder that ends by itself (%s) is told, once, and its last piece is in the take',
  async (how) => {
    const { take, recorder, piece, written } = await script();
    piece('a');
    recorder.state = 'inactive';
    let stopped = how === 'error' ? null : take.stop().then(() => undefined);
    if (how === 'error') {
      recorder.onerror?.();
      expect(failures()).toMatchObject([{ full: false }]);
      // What the interface may ask of it before it has heard of that.
      take.pause();
      take.resume();
      stopped = take.stop().then(() => undefined);
    }
    piece('b');
    recorder.onstop?.();
    await stopped;
    take.destroy();
    expect(written).toEqual(['a', 'b']);
    expect(failures()).toHaveLength(how === 'error' ? 1 : 0);
    expect(live()).toEqual([]);
  },
);

test('a recorder that stops unasked, without a word, ends the take', async () => {
  const { take, recorder } = await script();
  recorder.state = 'inactive';
  recorder.onstop?.();
  expect(failures()).toMatchObject([{ full: false }]);
  await take.stop();
  take.destroy();
  expect(failures()).toHaveLength(1);
});

test('a piece that cannot be read ends the take, with what came before it and nothing after the gap', async () => {
  const { take, recorder, piece, written, finished } = await script();
  piece('a');
  await soon(() => expect(written).toEqual(['a']));
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValueOnce(new DOMException('gone', 'NotReadableError'));
  piece('b');
  piece('c');
  await soon(() => expect(failures()).toMatchObject([{ full: false }]));
  const stopped = take.stop();
  recorder.onstop?.();
  expect(await stopped).toBe(finished);
  take.destroy();
  expect([written, failures().length]).toEqual([['a'], 1]);
});

test('a recorder that never says it has stopped costs what it still had, not the take', async () => {
  const { take, piece, written, finished } = await script();
  piece('a');
  const limit = new AbortController();
  const patience = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  const stopped = take.stop();
  await soon(() => expect(patience).toHaveBeenCalled());
  limit.abort();
  expect(await stopped).toBe(finished);
  take.destroy();
  expect([written, live()]).toEqual([['a'], []]);
});

test('an end that is called off says so; destroyed, it lets everything go and says nothing more', async () => {
  const { take, recorder, piece, written } = await script();
  const stopped = expect(take.stop(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  recorder.onstop?.();
  await stopped;
  take.destroy();
  take.destroy();
  piece('late');
  expect([written, failures(), live()]).toEqual([[], [], []]);
});

const no = (): never => {
  throw new DOMException('no', 'NotSupportedError');
};
class NoRecorder extends ScriptedRecorder {
  constructor() {
    super();
    no();
  }
}
test.each([
  [
    'storage refuses the file',
    { code: 'storage' },
    () =>
      vi.spyOn(RecordClient.prototype, 'startAppending').mockRejectedValue(new ImpastoError('storage', 'no')),
  ],
  [
    'the browser does not begin',
    { name: 'NotSupportedError' },
    () => vi.spyOn(MediaRecorder.prototype, 'start').mockImplementation(no),
  ],
  [
    'there is no recorder for the stream',
    { name: 'NotSupportedError' },
    () => vi.stubGlobal('MediaRecorder', NoRecorder),
  ],
] as const)('leaves nothing open when %s', async (_what, error, fail) => {
  fail();
  await expect(begin()).rejects.toMatchObject(error);
  expect(live()).toEqual([]);
  expect(ends).toHaveBeenCalledOnce();
});

test('called off while the file is opened, it leaves nothing open', async () => {
  const calledOff = new AbortController();
  const start = Reflect.get(RecordClient.prototype, 'startAppending');
  vi.spyOn(RecordClient.prototype, 'startAppending').mockImplementation(async function opening(
    this: RecordClient,
    ...args
  ) {
    calledOff.abort();
    await start.apply(this, args);
  });
  await expect(begin(calledOff.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(live()).toEqual([]);
  expect(ends).toHaveBeenCalledOnce();
});
