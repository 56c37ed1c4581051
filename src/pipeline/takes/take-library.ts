/**
 * The library of recordings, stills and loops. Owns the database connection and the posters' addresses; `destroy()`
 * frees both. Works without storage too: then it is empty, and everything else is as before.
 */
import { isAbortError } from '../../shared/async/abort';
import { ImpastoError } from '../../shared/errors';
import { shareFile } from '../../shared/files/share-file';
import { Retried } from '../../shared/async/retried';
import { TypedTarget } from '../../shared/typed-target';
import type { Still } from '../api/session-state';
import type { LoopFormat, TakesApi } from '../api/takes-api';
import type { StorageRoom, TakeEntry, TakeNotice, TakesSnapshot } from '../api/takes-state';
import type { UpdateBlocker } from '../state/update-blocker';
import { storageRoom } from '../storage/storage-gauge';
import { findLoopFormats } from './made/loop-formats';
import { namedFile, saveFile } from './take-export';
import { TakeList } from './take-list';
import { lockTake, TakeStore, withTake } from './take-store';
import type { StoredTake } from './take-store';

/** A removed take can be brought back this long, ms. */
const undoMs = 30_000;

export interface TakeLibraryDeps {
  /** Making a loop holds updates of the app back. */
  readonly updates: Pick<UpdateBlocker, 'begin'>;
  readonly notify: (notice: TakeNotice) => void;
}

interface Opened {
  readonly store: TakeStore;
  readonly list: TakeList;
}

export class TakeLibrary extends TypedTarget<{ change: Event }> implements TakesApi {
  readonly #deps: TakeLibraryDeps;
  readonly #opening = new Retried(() => this.#open());
  #opened: Opened | null = null;
  #storage: StorageRoom | null = null;
  #snapshot: TakesSnapshot | null = null;
  #looping: LoopFormat | null = null;
  #saving: ReadonlySet<string> = new Set();
  /** Recordings that are being made whole, by id. */
  readonly #rescues = new Map<string, Promise<StoredTake | null>>();
  #destroyed = false;

  constructor(deps: TakeLibraryDeps) {
    super();
    this.#deps = deps;
    void this.#opening.get().catch(() => undefined);
  }

  get snapshot(): TakesSnapshot {
    this.#snapshot ??= {
      takes: this.#opened?.list.ready ?? [],
      cutOff: this.#opened?.list.cutOff ?? [],
      storage: this.#storage,
      looping: this.#looping,
      saving: this.#saving,
    };
    return this.#snapshot;
  }

  /** Null where the browser keeps no files for this page. Rejects while storage does not answer; tries again then. */
  async store(): Promise<TakeStore | null> {
    return (await this.#opening.get())?.store ?? null;
  }

  /** Lists a take that was put into the store. @throws when there is no library */
  async enlist(take: StoredTake): Promise<TakeEntry> {
    const opened = await this.#opening.get();
    if (!opened) throw new Error('There is no storage.');
    await this.#refresh();
    return opened.list.entry(take);
  }

  /** Puts a still into the library. @returns false when it could not be kept. */
  async addStill(still: Still, name: string): Promise<boolean> {
    try {
      const opened = await this.#opening.get();
      if (!opened) return false;
      const { makeStillTake } = await import('./made/still-take');
      await makeStillTake(opened.store, still, name);
      await this.#refresh();
      return true;
    } catch {
      return false;
    }
  }

  /** Puts a film of how an HQ still was painted into the library. @throws as `makeFilmTake` */
  async addFilm(pictures: readonly Blob[], name: string, signal?: AbortSignal): Promise<TakeEntry> {
    const store = await this.store();
    if (!store) throw new ImpastoError('storage', 'This browser keeps no files for this page.');
    const { makeFilmTake } = await import('./made/film-take');
    return this.enlist(await makeFilmTake(store, pictures, name, signal));
  }

  async file(id: string, signal?: AbortSignal): Promise<File | null> {
    const store = await this.store();
    const take = await store?.get(id);
    signal?.throwIfAborted();
    if (!store || !take) return null;
    try {
      return namedFile(take, await store.file(take));
    } catch {
      this.#deps.notify({ code: 'take-gone', name: take.name });
      return null;
    }
  }

  async rename(id: string, name: string): Promise<void> {
    const title = name.trim().slice(0, 80);
    if (title === '') return;
    await (await this.store())?.change(id, { name: title });
    await this.#refresh();
  }

  async remove(id: string): Promise<void> {
    const store = await this.store();
    const take = await store?.get(id);
    if (!store || !take) return;
    // The lock keeps other tabs from sweeping the file up while this can be undone.
    const unlock = lockTake(id);
    await store.remove(id);
    await this.#refresh();
    const settled = async (): Promise<void> => {
      unlock();
      await this.#refresh();
    };
    // A file that stays is swept up at the next start.
    const forget = (): void =>
      void store
        .removeFile(take.fileName)
        .catch(() => undefined)
        .then(settled);
    const gone = setTimeout(forget, undoMs);
    const undo = (): void => {
      clearTimeout(gone);
      void store
        .put(take)
        .catch(() => this.#deps.notify({ code: 'take-failed' }))
        .then(settled);
    };
    this.#deps.notify({ code: 'take-removed', name: take.name, undo });
  }

  async save(id: string, signal?: AbortSignal): Promise<void> {
    const file = await this.file(id, signal);
    if (file) await saveFile(file);
  }

  async share(id: string, signal?: AbortSignal): Promise<void> {
    const file = await this.file(id, signal);
    if (file && (await shareFile(file)) === 'unsupported') this.#deps.notify({ code: 'sharing-unsupported' });
  }

  loopFormats(): Promise<readonly LoopFormat[]> {
    return findLoopFormats();
  }

  async makeLoop(id: string, start: number, format: LoopFormat, signal?: AbortSignal): Promise<void> {
    const store = await this.store();
    const source = await store?.get(id);
    if (!store || source?.kind !== 'video' || this.#looping) return;
    const allowUpdates = this.#deps.updates.begin();
    this.#setLooping(format);
    try {
      const { makeLoopTake } = await import('./made/loop-take');
      const take = await this.enlist(await makeLoopTake(store, source, start, format, signal));
      this.#deps.notify({ code: 'take-saved', take });
    } catch (error) {
      if (isAbortError(error)) throw error;
      this.#deps.notify({ code: 'loop-failed' });
    } finally {
      allowUpdates();
      this.#setLooping(null);
    }
  }

  async recover(id: string, signal?: AbortSignal): Promise<void> {
    if (this.#saving.has(id)) return;
    this.#setSaving(new Set([...this.#saving, id]));
    try {
      const take = await this.#rescue(id, 'ready', signal);
      if (take) this.#deps.notify({ code: 'take-saved', take: await this.enlist(take) });
      else await this.#refresh();
    } catch (error) {
      if (isAbortError(error)) throw error;
      this.#deps.notify({ code: 'rescue-failed' });
    } finally {
      this.#setSaving(new Set([...this.#saving].filter((other) => other !== id)));
    }
  }

  async preview(id: string, signal?: AbortSignal): Promise<File | null> {
    // The seekable copy is made for looking at it: what is then discarded goes with its file.
    const store = await this.store();
    const take = await store?.get(id);
    if (!store || !take) return null;
    if (take.state === 'ready') return this.file(id, signal);
    const rescued = await this.#rescue(id, 'recording', signal);
    // Saved meanwhile: then it is a take like others. Or it was empty: then there is none.
    return rescued ? namedFile(rescued, await store.file(rescued)) : this.file(id, signal);
  }

  async discard(id: string): Promise<void> {
    const store = await this.store();
    await withTake(id, async () => {
      const take = await store?.get(id);
      // Saved meanwhile, in another tab perhaps: then it is a take like others.
      if (!store || take?.state !== 'recording') return;
      await store.remove(id);
      await store.removeFile(take.fileName);
    });
    await this.#refresh();
  }

  destroy(): void {
    this.#destroyed = true;
    this.#opened?.list.destroy();
    this.#opened?.store.close();
    this.#opened = null;
  }

  /**
   * Null when nothing of the recording can be played: it is gone then, and a notice says so. One at a time for each
   * recording: its file is replaced on the way.
   */
  async #rescue(id: string, state: StoredTake['state'], signal?: AbortSignal): Promise<StoredTake | null> {
    const before = this.#rescues.get(id) ?? Promise.resolve(null);
    const rescue = before.catch(() => null).then(() => this.#rescueNow(id, state, signal));
    this.#rescues.set(id, rescue);
    try {
      return await rescue;
    } finally {
      if (this.#rescues.get(id) === rescue) this.#rescues.delete(id);
    }
  }

  async #rescueNow(id: string, state: StoredTake['state'], signal?: AbortSignal): Promise<StoredTake | null> {
    const store = await this.store();
    if (!store) return null;
    const { rescueTake } = await import('./rescue-take');
    const rescued = await rescueTake(store, id, state, signal);
    if (rescued === 'empty') this.#deps.notify({ code: 'take-empty' });
    return typeof rescued === 'string' ? null : rescued;
  }

  async #open(): Promise<Opened | null> {
    const store = await TakeStore.open();
    if (this.#destroyed) store?.close();
    if (!store || this.#destroyed) return null;
    const opened = (this.#opened = { store, list: new TakeList(store) });
    await store.sweep().catch(() => undefined);
    await this.#refresh();
    // Wanted soon, and perhaps without a network.
    if (opened.list.cutOff.length > 0) void import('./rescue-take').catch(() => undefined);
    return opened;
  }

  /** Never rejects: what was done to the store is done, also when the list cannot be read and stays as it was. */
  async #refresh(): Promise<void> {
    await this.#opened?.list.refresh().catch(() => undefined);
    this.#storage = await storageRoom();
    this.#publish();
  }

  #setLooping(format: LoopFormat | null): void {
    this.#looping = format;
    this.#publish();
  }

  #setSaving(ids: ReadonlySet<string>): void {
    this.#saving = ids;
    this.#publish();
  }

  #publish(): void {
    this.#snapshot = null;
    this.dispatchEvent(new Event('change'));
  }
}
