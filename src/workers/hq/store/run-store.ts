/**
 * One run on disk (origin private file system), so that it survives a reload: the job once, the state now and then (see
 * `state-saver.ts`). Two state files take turns and a file counts only once its header is written, which happens last:
 * a page that is closed in the middle of writing leaves the state before. A web lock keeps a second tab out. Works in
 * workers only (synchronous access handles); where there is no such storage nothing is kept.
 */

import { ImpastoError } from '../../../shared/errors';
import { keptStill, openSync, privateFolder } from '../../../shared/files/opfs';
import type { SyncAccessHandle } from '../../../shared/files/opfs';
import { decodeState } from './run-state';
import type { HqRunState } from './run-state';
import { decodeJob, encodeJob } from './saved-job';
import type { SavedJob } from './saved-job';

const lockName = 'impasto-still';
const jobFile = keptStill.job;
const stateFiles = ['state-0', 'state-1'] as const;
/** Bytes of a safetensors file that say how long its header is. */
const lengthBytes = 8;

export class HqRunStore {
  readonly #folder: FileSystemDirectoryHandle;
  readonly #release: () => void;
  #turn = 0;

  private constructor(folder: FileSystemDirectoryHandle, release: () => void) {
    this.#folder = folder;
    this.#release = release;
  }

  /** Undefined where there is no such storage, or another tab has it. Whoever opens it closes it. */
  static async open(): Promise<HqRunStore | undefined> {
    const release = await takeLock();
    if (!release) return undefined;
    try {
      return new HqRunStore(await privateFolder(keptStill.folder), release);
    } catch {
      release();
      return undefined;
    }
  }

  /** Replaces whatever was kept. @throws ImpastoError `storage` when there is no room. */
  async saveJob(saved: SavedJob): Promise<void> {
    await this.clear();
    await this.#write(jobFile, encodeJob(saved));
  }

  /** @param state as `encodeState` wrote it. @throws ImpastoError `storage`. */
  async saveState(state: ArrayBuffer): Promise<void> {
    await this.#write(stateFiles[this.#turn % 2] ?? stateFiles[0], state);
    this.#turn++;
  }

  /** The job and its furthest state; undefined when nothing (readable) is kept. */
  async load(): Promise<(SavedJob & { readonly state: HqRunState | undefined }) | undefined> {
    const job = await this.#read(jobFile, decodeJob);
    if (!job) return undefined;
    const states: HqRunState[] = [];
    for (const name of stateFiles) {
      const state = await this.#read(name, decodeState);
      if (state) states.push(state);
    }
    states.sort((a, b) => a.scale - b.scale || a.iteration - b.iteration);
    return { ...job, state: states.at(-1) };
  }

  async clear(): Promise<void> {
    for (const name of [jobFile, ...stateFiles]) {
      await this.#folder.removeEntry(name).catch(() => undefined);
    }
  }

  /** Idempotent; files stay. */
  close(): void {
    this.#release();
  }

  async #write(name: string, buffer: ArrayBuffer): Promise<void> {
    let handle: SyncAccessHandle | null = null;
    try {
      handle = await openSync(await this.#folder.getFileHandle(name, { create: true }));
      if (!handle) return;
      const bytes = new Uint8Array(buffer);
      handle.truncate(0);
      handle.write(bytes.subarray(lengthBytes), { at: lengthBytes });
      handle.flush();
      handle.write(bytes.subarray(0, lengthBytes), { at: 0 });
      handle.flush();
    } catch (cause) {
      throw new ImpastoError('storage', 'There is no room to keep the run over a reload.', { cause });
    } finally {
      handle?.close();
    }
  }

  async #read<T>(name: string, decode: (buffer: ArrayBuffer) => T): Promise<T | undefined> {
    try {
      const file = await (await this.#folder.getFileHandle(name)).getFile();
      return decode(await file.arrayBuffer());
    } catch {
      // Absent, or cut off in the middle of writing.
      return undefined;
    }
  }
}

/** Resolves to the way to give the lock back, or undefined when another tab has it. */
async function takeLock(): Promise<(() => void) | undefined> {
  if (!('locks' in navigator)) return () => undefined;
  return new Promise((resolve) => {
    const held = navigator.locks.request(lockName, { ifAvailable: true }, (lock) => {
      if (!lock) {
        resolve(undefined);
        return undefined;
      }
      return new Promise<void>((release) => resolve(() => release()));
    });
    // Refused altogether (an opaque origin): as if another tab had it.
    held.catch(() => resolve(undefined));
  });
}
