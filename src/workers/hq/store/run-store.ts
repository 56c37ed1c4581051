/**
 * One run on disk (origin private file system), so that it survives a reload: the job once, the state now and then (see
 * `state-saver.ts`). Two state files take turns and a file counts only once its header is written, which happens last:
 * a page that is closed in the middle of writing leaves the state before. A web lock keeps a second tab out. Works in
 * workers only (synchronous access handles); where there is no such storage nothing is kept.
 */

import { ImpastoError } from '../../../shared/errors';
import { keptStill, openSync, privateFolder } from '../../../shared/files/opfs';
import type { SyncAccessHandle } from '../../../shared/files/opfs';
import type { RgbaPicture } from '../../../shared/picture';
import { parseSafetensors } from '../../networks/files/safetensors';
import type { TensorFile } from '../../networks/files/safetensors';
import type { StyledPart } from '../../networks/pixels/styled-area';
import { writeSafetensors } from '../../networks/files/write-safetensors';
import type { WritableTensor } from '../../networks/files/write-safetensors';
import { checkSettings } from '../settings';
import type { HqSettings } from '../settings';
import type { HqJob } from '../job/hq-job';
import { decodeState } from './run-state';
import type { HqRunState } from './run-state';
import { styledAreas } from '../../networks/types';

const lockName = 'impasto-still';
const jobFile = keptStill.job;
const stateFiles = ['state-0', 'state-1'] as const;
/** Bytes of a safetensors file that say how long its header is. */
const lengthBytes = 8;

export interface SavedJob {
  readonly job: HqJob;
  readonly note: string;
}

function pictureTensor({ data, width, height }: RgbaPicture): WritableTensor {
  return { shape: [height, width, 4], data };
}

function readPicture(file: TensorFile, name: string): RgbaPicture | undefined {
  const tensor = file.tensors.get(name);
  if (!tensor) return undefined;
  const [height = 0, width = 0] = tensor.shape;
  if (tensor.dtype !== 'U8') throw new Error(`${name} is no picture`);
  return { data: Uint8ClampedArray.from(tensor.data), width, height };
}

function readPart(file: TensorFile): StyledPart | undefined {
  const tensor = file.tensors.get('mask');
  const area = styledAreas.find((name) => name === file.metadata['area']);
  if (!tensor || !area) return undefined;
  const [height = 0, width = 0] = tensor.shape;
  if (tensor.dtype !== 'U8') throw new Error('the mask is no picture');
  return { mask: { data: Uint8Array.from(tensor.data), width, height }, area };
}

function encodeJob({ job, note }: SavedJob): ArrayBuffer {
  const { content, styles, start, guide, part, settings, memoryBytes } = job;
  const tensors: [string, WritableTensor][] = [['content', pictureTensor(content)]];
  styles.forEach(({ picture }, i) => tensors.push([`style.${i}`, pictureTensor(picture)]));
  if (start) tensors.push(['start', pictureTensor(start)]);
  if (part) tensors.push(['mask', { shape: [part.mask.height, part.mask.width], data: part.mask.data }]);
  if (guide) tensors.push(['guide', pictureTensor(guide)]);
  return writeSafetensors(tensors, {
    note,
    settings: JSON.stringify(settings),
    weights: JSON.stringify(styles.map(({ weight }) => weight)),
    ...(part && { area: part.area }),
    ...(memoryBytes !== undefined && { memoryBytes: `${memoryBytes}` }),
  });
}

function decodeJob(buffer: ArrayBuffer): SavedJob {
  const file = parseSafetensors(buffer, 'The saved run');
  const content = readPicture(file, 'content');
  if (!content) throw new Error('it has no content');
  const weights = JSON.parse(file.metadata['weights'] ?? '') as number[];
  const styles = weights.map((weight, i) => {
    const picture = readPicture(file, `style.${i}`);
    if (!picture) throw new Error('a style is missing');
    return { picture, weight };
  });
  const settings = JSON.parse(file.metadata['settings'] ?? '') as HqSettings;
  checkSettings(settings);
  const start = readPicture(file, 'start');
  const guide = readPicture(file, 'guide');
  const part = readPart(file);
  const memory = file.metadata['memoryBytes'];
  const job: HqJob = {
    content,
    styles,
    settings,
    ...(start && { start }),
    ...(guide && { guide }),
    ...(part && { part }),
    ...(memory !== undefined && { memoryBytes: Number(memory) }),
  };
  return { job, note: file.metadata['note'] ?? '' };
}

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
