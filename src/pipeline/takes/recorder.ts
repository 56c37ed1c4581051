/**
 * Records the live view: one take at a time, from the press to the file. Follows the engine and the camera as they
 * change, pauses while the page is hidden, and ends by itself, saving what there is, when the picture is gone or the
 * storage is nearly full. Owns the take's maker, microphone line and lock.
 */
import { isAbortError } from '../../shared/async/abort';
import { isImpastoError } from '../../shared/errors';
import type { FinishedTake, RecordEvent } from '../../workers/record/record.client';
import type { RunningEngine } from '../engine/engine-supervisor';
import { dropTake, prepareTake, takeSize } from './live-take';
import type { LiveTake, TakeNeeds } from './live-take';
import { browserParts } from './recorder-parts';
import type { RecorderDeps, RecorderEvents, RecorderParts } from './recorder-parts';
import type { SoundInput } from './sound-input';
import { secondsLeft } from '../storage/storage-gauge';
import { keepFinished } from './take-finish';
import type { StoredTake, TakeStore } from './take-store';
import type { EndReason, RecordingState } from '../api/recording-api';

/** How often the level and the length are published, ms. */
const publishEveryMs = 100;
/** How often the storage is looked at, ms. */
const gaugeEveryMs = 2000;
/** Room for less than this, s, ends the take. */
const enough = 2;

/** Why a recording did not start. */
export type Refusal = 'nothing-to-record' | 'storage-too-small' | 'failed';

export class Recorder {
  readonly #store: TakeStore;
  readonly #deps: RecorderDeps;
  readonly #events: RecorderEvents;
  readonly #parts: RecorderParts;
  #state: RecordingState = { kind: 'idle' };
  #live: LiveTake | null = null;
  /** Calls off the take that is starting. */
  #starting: AbortController | null = null;
  /** What went wrong with the take that is starting, after its encoders were there. */
  #trouble: EndReason | null = null;
  #engine: RunningEngine | null = null;
  /** Came before its take was listed. */
  #poster: Blob | null = null;
  #level = 0;
  #publishedAt = 0;
  #gaugedAt = 0;

  constructor(store: TakeStore, deps: RecorderDeps, events: RecorderEvents, parts = browserParts) {
    this.#parts = parts;
    this.#store = store;
    this.#deps = deps;
    this.#events = events;
  }

  get state(): RecordingState {
    return this.#state;
  }

  /**
   * @param name of the take
   * @returns why it did not start, or null when it did, or when `stop` called it off.
   */
  async start(name: string, withSound: boolean, signal?: AbortSignal): Promise<Refusal | null> {
    if (this.#state.kind !== 'idle') return null;
    const engine = this.#deps.engine();
    const painted = this.#deps.paintedSize();
    if (!engine || !painted) return 'nothing-to-record';
    const calledOff = new AbortController();
    this.#starting = calledOff;
    this.#trouble = this.#poster = null;
    this.#set({ kind: 'starting' });
    let refusal: Refusal | null = null;
    try {
      const wanted = signal ? AbortSignal.any([signal, calledOff.signal]) : calledOff.signal;
      const plan = { name, engine, size: takeSize(painted) };
      this.#live = await prepareTake(this.#needs(withSound), plan, wanted);
      this.#engine = engine;
    } catch (error) {
      if (isAbortError(error)) signal?.throwIfAborted();
      else refusal = isImpastoError(error, 'storage-full') ? 'storage-too-small' : 'failed';
    } finally {
      this.#starting = null;
      if (!this.#live) this.#set({ kind: 'idle' });
    }
    if (this.#live) this.#begin(this.#live);
    return refusal;
  }

  pause(): void {
    if (this.#state.kind !== 'recording' || this.#state.pause === 'by-hand') return;
    if (this.#state.pause === 'none') this.#live?.maker.pause();
    this.#set({ ...this.#state, pause: 'by-hand' });
  }

  resume(): void {
    if (this.#state.kind !== 'recording' || this.#state.pause === 'none') return;
    this.#live?.maker.resume();
    this.#set({ ...this.#state, pause: 'none' });
    this.#deps.redraw();
  }

  /** The page was hidden or is back: a hidden page gets no frames. */
  sleep(asleep: boolean): void {
    if (this.#state.kind !== 'recording') return;
    if (asleep && this.#state.pause === 'none') {
      this.#live?.maker.pause();
      this.#set({ ...this.#state, pause: 'asleep' });
    } else if (!asleep && this.#state.pause === 'asleep') this.resume();
  }

  /** The engine was replaced: the take goes on with the new one. */
  engineChanged(): void {
    const engine = this.#deps.engine();
    if (!this.#live || !engine || engine === this.#engine) return;
    this.#engine = engine;
    this.#live.maker.attach(engine);
    this.#deps.redraw();
  }

  /** The camera, and with it the microphone, may be another one. */
  sourceChanged(): void {
    this.#live?.sound?.listen(this.#deps.soundTrack());
  }

  /** The canvas shows a new picture. */
  drawn(): void {
    this.#live?.maker.drawn();
  }

  /** Ends the take because of `reason`, and saves it. */
  async end(reason: EndReason): Promise<void> {
    if (!this.#live || this.#state.kind !== 'recording') return;
    this.#events.onEnded(reason);
    await this.stop();
  }

  /** Ends the take and saves it, or calls off the one that is starting. Resolves when it is in the library. */
  async stop(signal?: AbortSignal): Promise<void> {
    this.#starting?.abort();
    const live = this.#live;
    if (!live || this.#state.kind !== 'recording') return;
    this.#live = this.#engine = null;
    this.#set({ kind: 'saving', progress: 0 });
    live.sound?.listen(null);
    try {
      this.#events.onSaved(await this.#save(live, signal));
    } catch (error) {
      if (isImpastoError(error, 'unreadable-video')) await this.#forget(live);
      else this.#events.onFailed();
    } finally {
      live.maker.destroy();
      live.sound?.destroy();
      live.unlock();
      this.#set({ kind: 'idle' });
    }
  }

  /** What was written stays, and is offered at the next start. */
  destroy(): void {
    this.#starting?.abort();
    const live = this.#live;
    this.#live = this.#engine = null;
    live?.maker.destroy();
    live?.sound?.destroy();
    live?.unlock();
  }

  #needs(withSound: boolean): TakeNeeds {
    return {
      store: this.#store,
      parts: this.#parts,
      listen: (id) => ({
        onEvent: (event) => this.#heard(id, event),
        onCrash: () => this.#breakOff('failed'),
      }),
      openSound: async () => (withSound ? this.#openSound() : null),
    };
  }

  #begin(live: LiveTake): void {
    const asleep = this.#parts.hidden();
    if (asleep) live.maker.pause();
    this.#set({
      kind: 'recording',
      pause: asleep ? 'asleep' : 'none',
      duration: 0,
      sizeBytes: 0,
      dropped: 0,
      level: live.sound ? 0 : null,
      secondsLeft: live.roomAtStart === null ? null : secondsLeft(live.roomAtStart, 0, live.bitrate),
    });
    if (this.#poster) this.#keepPoster(live.id, this.#poster);
    this.engineChanged();
    this.sourceChanged();
    this.#deps.redraw();
    if (this.#trouble) this.#breakOff(this.#trouble);
  }

  /** There was not one frame in it. */
  async #forget(live: LiveTake): Promise<void> {
    try {
      await dropTake(this.#store, live);
      this.#events.onEmpty();
    } catch {
      this.#events.onFailed();
    }
  }

  /** The take cannot go on: what there is of it is saved. */
  #breakOff(reason: EndReason): void {
    if (this.#starting) this.#trouble ??= reason;
    else void this.end(reason);
  }

  async #openSound(): Promise<SoundInput | null> {
    try {
      if (!this.#deps.soundTrack()) return null;
      const sound = await this.#parts.openSound({
        onLevel: (level) => (this.#level = Math.max(level, this.#level * 0.9)),
        onLost: this.#events.onSoundLost,
      });
      // Asked anew: the camera may have been changed while it opened.
      sound.listen(this.#deps.soundTrack());
      return sound;
    } catch {
      this.#events.onSoundLost('refused');
      return null;
    }
  }

  async #save({ id, maker }: LiveTake, signal?: AbortSignal): Promise<StoredTake> {
    let finished: FinishedTake;
    try {
      finished = await maker.stop(signal);
    } catch (error) {
      if (!isImpastoError(error, 'worker-lost') && !isImpastoError(error, 'destroyed')) throw error;
      finished = await this.#parts.recoverFile(maker.fileName, signal);
    }
    return keepFinished(this.#store, id, finished);
  }

  #heard(id: string, event: RecordEvent): void {
    switch (event.kind) {
      case 'poster':
        if (this.#starting) this.#poster = event.poster;
        else this.#keepPoster(id, event.poster);
        return;
      case 'saving':
        if (this.#state.kind === 'saving') this.#set({ kind: 'saving', progress: event.progress });
        return;
      case 'failed':
        this.#breakOff(event.full ? 'storage-full' : 'failed');
        return;
      case 'progress':
        this.#progress(event);
    }
  }

  /** Without it the list shows an empty tile; the take itself is fine. */
  #keepPoster(id: string, poster: Blob): void {
    void this.#store.change(id, { poster }).catch(() => undefined);
  }

  #progress({ duration, sizeBytes, dropped }: Extract<RecordEvent, { kind: 'progress' }>): void {
    const live = this.#live;
    if (!live || this.#state.kind !== 'recording') return;
    const now = performance.now();
    if (now - this.#gaugedAt > gaugeEveryMs) {
      this.#gaugedAt = now;
      void this.#gauge(live, sizeBytes);
    }
    if (now - this.#publishedAt < publishEveryMs) return;
    this.#publishedAt = now;
    const level = live.sound ? this.#level : null;
    this.#set({ ...this.#state, duration, sizeBytes, dropped, level });
  }

  async #gauge(live: LiveTake, written: number): Promise<void> {
    const room = await this.#parts.storageRoom();
    if (!room || live !== this.#live || this.#state.kind !== 'recording') return;
    // The browser's estimate may lag behind what was written.
    const free = Math.min(room.free, (live.roomAtStart ?? room.free) - written);
    const left = secondsLeft(free, written, live.bitrate);
    this.#set({ ...this.#state, secondsLeft: left });
    if (left < enough) await this.end('storage-full');
  }

  #set(state: RecordingState): void {
    this.#state = state;
    this.#events.onChange();
  }
}
