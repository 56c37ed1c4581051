/**
 * Recording and the library of takes, behind one interface. Owns the recorder, the database connection and the posters'
 * addresses. Works without storage too: then nothing can be recorded, and everything else is as before.
 */
import { isAbortError } from '../../shared/abort';
import { required } from '../../shared/assert';
import type { EngineClient } from '../../workers/engine/engine.client';
import { Retried } from '../../shared/retried';
import { shareFile } from '../../shared/files/share-file';
import { TypedTarget } from '../../shared/typed-target';
import { canEncodeFrames } from '../../workers/record/record.client';
import type { Converter, ConvertDeps } from '../convert/converter';
import { LazyConverter } from '../convert/lazy-converter';
import { findLoopFormats } from '../takes/loop-formats';
import { LookTransition } from '../live/look-transition';
import type { Recorder } from '../takes/recorder';
import type { Still } from '../api/session-state';
import { storageRoom } from '../storage/storage-gauge';
import { namedFile, saveFile } from '../takes/take-export';
import { keepFinished, recoverFile } from '../takes/take-finish';
import { openTakeSettings } from '../takes/take-settings';
import { TakeList } from '../takes/take-list';
import { lockTake, TakeStore } from '../takes/take-store';
import type { StoredTake } from '../takes/take-store';
import type { LoopFormat, TakesApi, TakesEvents } from '../api/takes-api';
import { recordingRefusals } from '../api/takes-state';
import type { StorageRoom, TakeNotice, TakesSnapshot, TakesSupport } from '../api/takes-state';
import { updateBlocker } from '../state/update-blocker';
import type { TakesDeps } from './takes-stage';
import type { Look } from '../../workers/networks/types';

/** From one look to the next while recording, s. */
const glideSeconds = 1.5;
/** A removed take can be brought back this long, ms. */
const undoMs = 30_000;

interface Opened {
  readonly store: TakeStore;
  readonly shelf: TakeList;
  readonly recorder: Recorder;
}

export class Takes extends TypedTarget<TakesEvents> implements TakesApi {
  readonly #stage: TakesDeps;
  readonly #settings = openTakeSettings();
  readonly #opening = new Retried(() => this.#open());
  #opened: Opened | null = null;
  #support: TakesSupport = 'unknown';
  readonly #glide: LookTransition;
  readonly #conversion: LazyConverter;
  #storage: StorageRoom | null = null;
  #snapshot: TakesSnapshot | null = null;
  #looping: LoopFormat | null = null;
  #destroyed = false;
  /** Ends what holds updates back. */
  #workDone: (() => void) | null = null;

  constructor(stage: TakesDeps) {
    super();
    this.#stage = stage;
    this.#glide = new LookTransition(() => stage.redraw());
    void this.#opening.get().catch(() => undefined);
    const conversion: ConvertDeps = {
      ...stage,
      store: async () => (await this.#opening.get())?.store ?? null,
      enlist: async (take) => {
        await this.#refresh();
        return required(this.#opened, 'the library').shelf.entry(take);
      },
    };
    this.#conversion = new LazyConverter(conversion, () => this.#publish());
  }

  get converter(): Converter | null {
    return this.#conversion.current;
  }

  async loadConverter(): Promise<Converter> {
    return this.#conversion.load();
  }

  get snapshot(): TakesSnapshot {
    this.#snapshot ??= {
      support: this.#support,
      recording: this.#opened?.recorder.state ?? { kind: 'idle' },
      sound: this.sound,
      glide: this.#settings.current.glide,
      takes: this.#opened?.shelf.ready ?? [],
      cutOff: this.#opened?.shelf.cutOff ?? [],
      storage: this.#storage,
      looping: this.#looping,
    };
    return this.#snapshot;
  }

  /** Record with the microphone. */
  get sound(): boolean {
    return this.#settings.current.sound;
  }

  /** The engine was replaced; `lost` when there will be no other. */
  engineChanged(lost: boolean): void {
    if (lost) void this.#opened?.recorder.end('engine-lost');
    else this.#opened?.recorder.engineChanged();
  }

  /** Another source, or none; `gone` when it will not come back by itself. */
  sourceChanged(gone: boolean): void {
    if (gone) void this.#opened?.recorder.end('camera-ended');
    else this.#opened?.recorder.sourceChanged();
  }

  drawn(): void {
    this.#opened?.recorder.drawn();
  }

  sleep(asleep: boolean): void {
    this.#opened?.recorder.sleep(asleep);
  }

  async startRecording(signal?: AbortSignal): Promise<void> {
    // Not awaited when it is there: the press that allows sound must not grow old.
    const opened = this.#opened ?? (await this.#opening.get().catch(() => null));
    if (!opened || this.#support !== 'full') {
      this.#notify({ code: recordingRefusals[this.#support] });
      return;
    }
    if (this.#conversion.busy) return;
    const withSound = this.sound && this.#stage.isCamera();
    if (withSound && !this.#stage.soundTrack()) this.#notify({ code: 'microphone-refused' });
    const refusal = await opened.recorder.start(this.#stage.styleTitle(), withSound, signal);
    // Asked once there is something to lose: browsers then do not clear it when the disk is full.
    if (refusal === null) void navigator.storage.persist().catch(() => false);
    else this.#notify({ code: refusal === 'failed' ? 'take-failed' : refusal });
  }

  pauseRecording(): void {
    this.#opened?.recorder.pause();
  }

  resumeRecording(): void {
    this.#opened?.recorder.resume();
  }

  async stopRecording(signal?: AbortSignal): Promise<void> {
    await this.#opened?.recorder.stop(signal);
  }

  async setSound(on: boolean, signal?: AbortSignal): Promise<void> {
    if (on === this.sound) return;
    this.#settings.change({ sound: on });
    this.#publish();
    if (!this.#stage.isCamera()) return;
    await this.#stage.reopenCamera(signal);
    if (!on || this.#stage.soundTrack()) return;
    this.#settings.change({ sound: false });
    this.#publish();
    this.#notify({ code: 'microphone-refused' });
  }

  setGlide(on: boolean): void {
    this.#settings.change({ glide: on });
    this.#publish();
  }

  /** Gives the engine a look: gently while a take that wants it so is recorded, else at once. */
  setLook(client: EngineClient, look: Look): void {
    const recording = this.#opened?.recorder.state.kind === 'recording';
    this.#glide.set(client, look, recording && this.#settings.current.glide ? glideSeconds : 0);
  }

  /** Puts a still into the library. @returns false when it could not be kept. */
  async addStill(still: Still, name: string): Promise<boolean> {
    try {
      const opened = await this.#opening.get();
      if (!opened) return false;
      const { makeStillTake } = await import('../takes/still-take');
      await makeStillTake(opened.store, still, name);
      await this.#refresh();
      return true;
    } catch {
      return false;
    }
  }

  async file(id: string, signal?: AbortSignal): Promise<File | null> {
    const opened = await this.#opening.get();
    const take = await opened?.store.get(id);
    signal?.throwIfAborted();
    if (!opened || !take) return null;
    try {
      return namedFile(take, await opened.store.file(take));
    } catch {
      this.#notify({ code: 'take-gone', name: take.name });
      return null;
    }
  }

  async rename(id: string, name: string): Promise<void> {
    const title = name.trim().slice(0, 80);
    if (title === '') return;
    await (await this.#opening.get())?.store.change(id, { name: title });
    await this.#refresh();
  }

  async remove(id: string): Promise<void> {
    const store = (await this.#opening.get())?.store;
    const take = await store?.get(id);
    if (!store || !take) return;
    // The lock keeps other tabs from sweeping the file up while this can be undone.
    const unlock = lockTake(id);
    await store.remove(id);
    await this.#refresh();
    const gone = setTimeout(() => {
      void store.removeFile(take.fileName).then(async () => {
        unlock();
        await this.#refresh();
      });
    }, undoMs);
    const undo = (): void => {
      clearTimeout(gone);
      void store.put(take).then(async () => {
        unlock();
        await this.#refresh();
      });
    };
    this.#notify({ code: 'take-removed', name: take.name, undo });
  }

  async save(id: string, signal?: AbortSignal): Promise<void> {
    const file = await this.file(id, signal);
    if (file) await saveFile(file);
  }

  async share(id: string, signal?: AbortSignal): Promise<void> {
    const file = await this.file(id, signal);
    if (file && (await shareFile(file)) === 'unsupported') this.#notify({ code: 'sharing-unsupported' });
  }

  loopFormats(): Promise<readonly LoopFormat[]> {
    return findLoopFormats();
  }

  async makeLoop(id: string, start: number, format: LoopFormat, signal?: AbortSignal): Promise<void> {
    const opened = await this.#opening.get();
    const source = await opened?.store.get(id);
    if (!opened || source?.kind !== 'video' || this.#looping) return;
    this.#looping = format;
    this.#publish();
    try {
      const { makeLoopTake } = await import('../takes/loop-take');
      const take = await makeLoopTake(opened.store, source, start, format, signal);
      await this.#refresh();
      this.#notify({ code: 'take-saved', take: opened.shelf.entry(take) });
    } catch (error) {
      if (isAbortError(error)) throw error;
      this.#notify({ code: 'loop-failed' });
    } finally {
      this.#looping = null;
      this.#publish();
    }
  }

  async recover(id: string, signal?: AbortSignal): Promise<void> {
    const take = await this.#rescue(id, signal);
    await this.#refresh();
    const shelf = this.#opened?.shelf;
    if (take && shelf) this.#notify({ code: 'take-saved', take: shelf.entry(take) });
  }

  async preview(id: string, signal?: AbortSignal): Promise<File | null> {
    // The seekable copy is made for looking at it: what is then discarded goes with its file.
    const store = (await this.#opening.get())?.store;
    const take = await store?.get(id);
    if (!store || !take) return null;
    if (take.state === 'ready') return this.file(id, signal);
    const rescued = await this.#rescue(id, signal, 'recording');
    return rescued ? namedFile(rescued, await store.file(rescued)) : null;
  }

  async discard(id: string): Promise<void> {
    const store = (await this.#opening.get())?.store;
    const take = await store?.get(id);
    if (!store || !take) return;
    await store.remove(id);
    await store.removeFile(take.fileName);
    await this.#refresh();
  }

  destroy(): void {
    this.#destroyed = true;
    this.#glide.destroy();
    this.#conversion.destroy();
    this.#opened?.recorder.destroy();
    this.#opened?.shelf.destroy();
    this.#opened?.store.close();
    this.#opened = null;
    this.#letUpdates();
  }

  /**
   * Makes the file of a cut-off recording whole.
   * @param state of the entry afterwards: `recording` while it is not decided on
   * @returns null when nothing of it can be played (it is then gone) or it was decided on before.
   */
  async #rescue(
    id: string,
    signal?: AbortSignal,
    state: StoredTake['state'] = 'ready',
  ): Promise<StoredTake | null> {
    const store = (await this.#opening.get())?.store;
    const take = await store?.get(id);
    if (!store || take?.state !== 'recording') return null;
    const unlock = lockTake(id);
    try {
      const kept = take.fileName.includes('.part.')
        ? await keepFinished(store, id, await recoverFile(take.fileName, signal))
        : take;
      if (kept.state !== state) await store.change(id, { state });
      return { ...kept, state };
    } catch (error) {
      if (isAbortError(error)) throw error;
      await store.remove(id);
      await store.removeFile(take.fileName);
      this.#notify({ code: 'take-empty' });
      return null;
    } finally {
      unlock();
    }
  }

  async #open(): Promise<Opened | null> {
    // Loaded beside the page: the first picture must not wait for what comes after it.
    const [{ Recorder }, { canRecordStreams }] = await Promise.all([
      import('../takes/recorder'),
      import('../takes/stream-take'),
    ]);
    const store = await TakeStore.open();
    if (!store || this.#destroyed) {
      this.#support = 'no-storage';
      this.#publish();
      return null;
    }
    const shelf = new TakeList(store);
    const recorder = new Recorder(store, this.#stage, {
      onChange: () => this.#publish(),
      onSaved: (take) =>
        void this.#refresh().then(() => this.#notify({ code: 'take-saved', take: shelf.entry(take) })),
      onEnded: (reason) => this.#notify({ code: 'take-ended', reason }),
      onEmpty: () => this.#notify({ code: 'take-empty' }),
      onFailed: () => this.#notify({ code: 'take-failed' }),
      onMicrophoneRefused: () => this.#notify({ code: 'microphone-refused' }),
    });
    this.#opened = { store, shelf, recorder };
    this.#support = canEncodeFrames() || canRecordStreams() ? 'full' : 'unsupported';
    await store.sweep().catch(() => undefined);
    await this.#refresh();
    return this.#opened;
  }

  async #refresh(): Promise<void> {
    await this.#opened?.shelf.refresh();
    this.#storage = await storageRoom();
    this.#publish();
  }

  #notify(notice: TakeNotice): void {
    this.dispatchEvent(new CustomEvent('notice', { detail: notice }));
  }

  /** A take or a conversion must not be cut off by an update. */
  #holdUpdates(): void {
    const recording = (this.#opened?.recorder.state.kind ?? 'idle') !== 'idle';
    if (recording || this.#conversion.busy || this.#looping) this.#workDone ??= updateBlocker.begin();
    else this.#letUpdates();
  }

  #letUpdates(): void {
    this.#workDone?.();
    this.#workDone = null;
  }

  #publish(): void {
    this.#holdUpdates();
    this.#snapshot = null;
    this.dispatchEvent(new Event('change'));
  }
}
