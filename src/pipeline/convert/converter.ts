/**
 * Converts video files with the running engine, whose canvas shows each frame as it is painted; the live picture rests
 * meanwhile. Two passes: the first looks at moments all over the file (`convert-looks.ts`), so that nothing flickers; the
 * second paints every frame. Owns its worker; the engine stays the session's.
 */
import { delay, isAbortError } from '../../shared/abort';
import { isImpastoError, messageOf } from '../../shared/errors';
import { networkSize } from '../../shared/picture';
import type { Size } from '../../shared/picture';
import { ConvertClient } from '../../workers/convert/convert.client';
import type { ConvertEvent, VideoFacts } from '../../workers/convert/convert.client';
import type { LookPoint, LookTrack } from './convert-looks';
import type {
  ConvertApi,
  ConvertFailure,
  ConvertOptions,
  ConvertState,
  KeyframePalette,
} from '../api/convert-state';
import type { RunningEngine } from '../engine/engine-supervisor';
import { orderedKeyframes } from '../../shared/keyframes';
import { storageRoom } from '../storage/storage-gauge';
import { keepFinished } from '../takes/take-finish';
import { lockTake } from '../takes/take-store';
import type { StoredTake, TakeStore } from '../takes/take-store';
import type { TakeEntry } from '../api/takes-state';
import type { Look, RenderOptions, StyleCode } from '../../workers/networks/types';

/** Moments of the file that are looked at in the first pass, and how much memory their pictures may take, bytes. */
const mostReadings = 12;
const fewestReadings = 4;
const readingBytes = 96e6;
/** Bits a pixel and frame. */
const bitsPerPixel = { small: 0.08, standard: 0.16, best: 0.32 } as const;
/** Tries to do one thing while engines are lost. */
const engineTries = 4;
/** Painted frames that may be under way: one is, and one more after an engine was lost. */
const tapCredit = 4;
/** An engine that was lost is back within this, ms, or not at all. */
const engineWaitMs = 60_000;

/** What conversion needs of the rest of the app. */
export interface ConvertDeps {
  readonly engine: () => RunningEngine | null;
  readonly look: () => Look | null;
  /** Code of a style of the library. */
  readonly styleCode: (id: string, signal: AbortSignal) => Promise<StyleCode>;
  /** What keyframes choose from, and begin with. */
  readonly palette: () => KeyframePalette;
  /** How to compute and show frames of a file: as the live picture, without the split view. */
  readonly options: () => RenderOptions;
  /** Gives the engine the look of the live picture again, and paints it. */
  readonly resume: () => void;
  readonly sourceFile: () => File | null;
  readonly styleTitle: () => string;
  readonly store: () => Promise<TakeStore | null>;
  /** Takes a finished take into the list. */
  readonly enlist: (take: StoredTake) => Promise<TakeEntry>;
}

interface Job {
  readonly client: ConvertClient;
  readonly stop: AbortController;
  readonly size: Size;
  startedAt: number;
  /** Null in the first pass. */
  looks: LookTrack | null;
  engine: RunningEngine | null;
  /** The look the engine has. */
  told: Look | null;
  /** The next frame is the file's first. */
  cut: boolean;
  /** The person does not want it any more. */
  cancelled: boolean;
}

export class Converter extends EventTarget implements ConvertApi {
  readonly #stage: ConvertDeps;
  #state: ConvertState = { kind: 'idle' };
  #file: File | null = null;
  #facts: VideoFacts | null = null;
  #free: number | null = null;
  #opening = new AbortController();
  #job: Job | null = null;

  constructor(stage: ConvertDeps) {
    super();
    this.#stage = stage;
  }

  get palette(): KeyframePalette {
    return this.#stage.palette();
  }

  get state(): ConvertState {
    return this.#state;
  }

  /** True while the engine paints for a file. */
  get busy(): boolean {
    return this.#job !== null;
  }

  async open(given: File | null): Promise<void> {
    if (this.#job) return;
    const file = given ?? this.#stage.sourceFile();
    if (!file) return;
    this.#opening.abort();
    const { signal } = (this.#opening = new AbortController());
    const { name } = file;
    this.#set({ kind: 'inspecting', name });
    const client = new ConvertClient(
      () => undefined,
      () => undefined,
    );
    try {
      const found = await client.inspect(file, signal);
      this.#free = (await storageRoom())?.free ?? null;
      if (signal.aborted) return;
      if ('problem' in found) {
        this.#set({ kind: 'refused', name, problem: found.problem });
        return;
      }
      this.#file = file;
      this.#facts = found.facts;
      const long = Math.max(found.facts.width, found.facts.height);
      const options: ConvertOptions = {
        trim: { start: 0, end: found.facts.duration },
        size: long > 1280 ? 1280 : 'own',
        quality: 'standard',
        keyframes: [],
      };
      this.#ready(options);
    } catch (error) {
      if (!isAbortError(error)) this.#set({ kind: 'refused', name, problem: 'not-video' });
    } finally {
      client.destroy();
    }
  }

  setOptions(change: Partial<ConvertOptions>): void {
    if (this.#state.kind === 'ready') this.#ready({ ...this.#state.options, ...change });
  }

  async start(): Promise<void> {
    const file = this.#file;
    const facts = this.#facts;
    const look = this.#stage.look();
    if (this.#state.kind !== 'ready' || !file || !facts || !look || this.#job) return;
    const { options, name } = this.#state;
    const size = paintedSize(facts, options);
    const id = `take-${crypto.randomUUID()}`;
    const unlock = lockTake(id);
    const stop = new AbortController();
    const client = new ConvertClient(
      (event) => this.#heard(event),
      () => stop.abort(),
    );
    const job: Job = {
      client,
      stop,
      size,
      startedAt: 0,
      looks: null,
      engine: null,
      told: null,
      cut: true,
      cancelled: false,
    };
    this.#job = job;
    this.#run(name, 'measuring', 0, 0);
    try {
      const store = await this.#stage.store();
      if (!store) throw new Error('There is no storage.');
      job.looks = await this.#measure(job, file, options, look);
      job.startedAt = performance.now();
      this.#run(name, 'painting', 0, 0);
      this.#attach(job, await this.#engine(stop.signal));
      const { trim } = options;
      const bitrate = bitrateOf(facts, options);
      const done = await client.convert({ file, name: id, size, bitrate, trim }, stop.signal);
      if ('problem' in done) {
        this.#set({ kind: 'refused', name, problem: done.problem });
        return;
      }
      await store.put({
        id,
        kind: 'video',
        name: `${this.#stage.styleTitle()}, ${name.replace(/\.[^.]+$/, '')}`.slice(0, 80),
        createdAt: Date.now(),
        mimeType: done.take.mimeType,
        sizeBytes: 0,
        duration: 0,
        ...size,
        hasSound: done.take.hasSound,
        dropped: 0,
        fileName: done.take.fileName,
        state: 'ready',
        poster: done.poster,
      });
      const take = await this.#stage.enlist(await keepFinished(store, id, done.take));
      this.#set({ kind: 'done', take });
    } catch (error) {
      client.destroy();
      await this.#sweep(id);
      if (job.cancelled) this.#set({ kind: 'idle' });
      else this.#set({ kind: 'failed', name, failure: failureOf(error) });
    } finally {
      job.engine?.client.closeTap();
      this.#job = null;
      client.destroy();
      unlock();
      // Busy no more: the last state was set while it was.
      this.dispatchEvent(new Event('change'));
      this.#stage.resume();
    }
  }

  cancel(): void {
    this.#opening.abort();
    this.#file = this.#facts = null;
    if (this.#job) {
      this.#job.cancelled = true;
      this.#job.stop.abort();
      this.#job.client.destroy();
    } else this.#set({ kind: 'idle' });
  }

  destroy(): void {
    this.cancel();
  }

  #ready(wanted: ConvertOptions): void {
    const facts = this.#facts;
    if (!this.#file || !facts) return;
    const start = Math.min(Math.max(0, wanted.trim.start), Math.max(0, facts.duration - 0.1));
    const end = Math.min(facts.duration, Math.max(start + 0.1, wanted.trim.end));
    const keyframes = orderedKeyframes(wanted.keyframes, facts.duration);
    const options = { ...wanted, trim: { start, end }, keyframes };
    const sizeBytes = ((bitrateOf(facts, options) + (facts.hasSound ? 160_000 : 0)) * (end - start)) / 8;
    // Twice: once as it grows, once seekable.
    const fits = this.#free === null || 2 * sizeBytes < this.#free;
    this.#set({ kind: 'ready', name: this.#file.name, facts, options, sizeBytes, fits });
  }

  /** First pass: what each frame is painted with. */
  async #measure(job: Job, file: File, { trim, keyframes }: ConvertOptions, look: Look): Promise<LookTrack> {
    const { signal } = job.stop;
    const { measureLooks, pointOf } = await import('./convert-looks');
    const points: LookPoint[] = [];
    for (const { at, styleId, strength } of keyframes)
      points.push({ at: at - trim.start, code: await this.#stage.styleCode(styleId, signal), strength });
    const { width, height } = job.size;
    const count = Math.min(
      mostReadings,
      Math.max(fewestReadings, Math.floor(readingBytes / (width * height * 4))),
    );
    const pictures = await job.client.sample(file, trim, count, Math.max(width, height), signal);
    const { name } = file;
    return measureLooks(
      points.length > 0 ? points : [pointOf(look)],
      pictures,
      job.size,
      (work) => this.#withEngine(signal, ({ client }) => work(client)),
      (progress) => this.#run(name, 'measuring', progress, 0),
    );
  }

  /** The running engine, or the one that replaces it. */
  async #engine(signal: AbortSignal): Promise<RunningEngine> {
    const until = performance.now() + engineWaitMs;
    for (;;) {
      const engine = this.#stage.engine();
      if (engine) return engine;
      if (performance.now() > until) throw new Error('The engine did not come back.');
      await delay(100, signal);
    }
  }

  /** Does `work` with the engine that runs, and again with the next one when that is lost. */
  async #withEngine<T>(signal: AbortSignal, work: (engine: RunningEngine) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const engine = await this.#engine(signal);
      try {
        return await work(engine);
      } catch (error) {
        const lost = isImpastoError(error, 'engine-lost') || isImpastoError(error, 'destroyed');
        // A frame of the live picture may still be on its way when a conversion begins.
        const busy = isImpastoError(error, 'engine-busy');
        if (busy) await delay(5, signal);
        else if (!lost || attempt >= engineTries) throw error;
        else await delay(200, signal);
        if (busy) attempt -= 1;
      }
    }
  }

  /** Connects the tap of an engine that is new to the job. */
  #attach(job: Job, engine: RunningEngine): void {
    if (engine === job.engine) return;
    job.engine = engine;
    job.told = null;
    job.client.attach(engine.client.openTap(tapCredit));
    engine.client.setOptions(this.#stage.options());
  }

  #heard(event: ConvertEvent): void {
    const job = this.#job;
    switch (event.kind) {
      case 'paint':
        if (job) void this.#paint(job, event.frame, event.time);
        else event.frame.close();
        return;
      case 'progress':
      case 'saving': {
        if (!job || this.#state.kind !== 'running') return;
        const step = event.kind === 'progress' ? 'painting' : 'saving';
        const frames = event.kind === 'progress' ? event.frames : this.#state.frames;
        this.#run(this.#state.name, step, event.progress, frames);
      }
    }
  }

  /** Paints one frame, on another engine if the first is lost. Closes it. @param time in the part, s */
  async #paint(job: Job, frame: VideoFrame, time: number): Promise<void> {
    try {
      await this.#withEngine(job.stop.signal, async (engine) => {
        this.#attach(job, engine);
        const look = job.looks?.at(time);
        if (look && look !== job.told) engine.client.setLook(look);
        job.told = look ?? null;
        const { cut } = job;
        job.cut = false;
        await engine.client.present(frame.clone(), { ...job.size, mirror: false, cut });
      });
    } catch (error) {
      if (!isAbortError(error)) job.client.refusePaint(messageOf(error));
    } finally {
      frame.close();
    }
  }

  #run(name: string, step: 'measuring' | 'painting' | 'saving', progress: number, frames: number): void {
    const elapsed = (performance.now() - (this.#job?.startedAt ?? 0)) / 1000;
    const secondsLeft = step === 'painting' && progress > 0.01 ? (elapsed / progress) * (1 - progress) : null;
    this.#set({ kind: 'running', name, step, progress, frames, secondsLeft });
  }

  async #sweep(id: string): Promise<void> {
    const store = await this.#stage.store();
    for (const ending of ['part.mp4', 'part.webm', 'mp4', 'webm']) await store?.removeFile(`${id}.${ending}`);
  }

  #set(state: ConvertState): void {
    this.#state = state;
    this.dispatchEvent(new Event('change'));
  }
}

function paintedSize(facts: VideoFacts, { size }: ConvertOptions): Size {
  const long = Math.max(facts.width, facts.height);
  return networkSize(facts, size === 'own' ? long : Math.min(size, long));
}

/** Bits a second of the picture. */
function bitrateOf(facts: VideoFacts, options: ConvertOptions): number {
  const { width, height } = paintedSize(facts, options);
  const rate = Math.min(60, Math.max(10, facts.frameRate));
  return Math.round(Math.max(300_000, width * height * rate * bitsPerPixel[options.quality]));
}

function failureOf(error: unknown): ConvertFailure {
  if (isImpastoError(error, 'storage-full')) return 'storage-full';
  if (isImpastoError(error, 'engine-failed') || isImpastoError(error, 'engine-lost')) return 'engine';
  return 'failed';
}
