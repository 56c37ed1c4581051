/**
 * Keeps one source open: opens cameras and files, flips, retries, and brings the camera back after sleep, a granted
 * permission or a plugged-in device. Owns the open source. A newer opening aborts the one before it.
 */
import { abortError, isAbortError } from '../../shared/async/abort';
import { messageOf } from '../../shared/errors';
import { Latest } from '../../shared/async/latest';
import { isMissingPart } from '../../shared/missing-part';
import { listCameras, openCamera } from './camera-source';
import type { CameraWish } from './camera-source';
import { SourceError } from './frame-source';
import type { OpenSource, SourceEvents } from './frame-source';
import type { SourcesApi } from '../api/session-api';
import type { CameraDevice, Facing, Notice, SourceProblem, SourceState } from '../api/session-state';
import type { AppSettings } from '../state/app-settings';

export interface SourceManagerDeps {
  readonly settings: AppSettings;
  readonly notify: (notice: Notice) => void;
  /** True when the camera is to be opened with its microphone. */
  readonly wantsSound: () => boolean;
  readonly onFrame: () => void;
  /** `state`, `current` or `cameras` changed. */
  readonly onChange: () => void;
}

type Opener = (events: SourceEvents, signal: AbortSignal) => Promise<OpenSource>;

/** Problems that may vanish by themselves, so that waking up is a reason to try again. */
const passing: ReadonlySet<SourceProblem> = new Set(['camera-ended', 'camera-busy', 'camera-absent']);

export class SourceManager implements SourcesApi {
  readonly #deps: SourceManagerDeps;
  readonly #listeners = new AbortController();
  #current: OpenSource | null = null;
  /** What is said while nothing is open. */
  #otherwise: SourceState = { kind: 'idle' };
  #cameras: readonly CameraDevice[] = [];
  readonly #opening = new Latest();
  #lastWish: CameraWish = { deviceId: '', facing: 'environment' };

  constructor(deps: SourceManagerDeps) {
    this.#deps = deps;
    const { signal } = this.#listeners;
    const comeBack = (): void => void this.#comeBack();
    document.addEventListener('visibilitychange', comeBack, { signal });
    window.addEventListener('focus', comeBack, { signal });
    window.addEventListener('pageshow', comeBack, { signal });
    if ('mediaDevices' in navigator) {
      navigator.mediaDevices.addEventListener('devicechange', () => void this.#refreshCameras(), { signal });
      navigator.mediaDevices.addEventListener('devicechange', comeBack, { signal });
    }
    void this.#watchPermission(signal);
  }

  get state(): SourceState {
    return this.#current?.state ?? this.#otherwise;
  }

  get current(): OpenSource | null {
    return this.#current;
  }

  /** The file of the source, if it is one that moves. */
  get videoFile(): File | null {
    return this.#current?.video ?? null;
  }

  get cameras(): readonly CameraDevice[] {
    return this.#cameras;
  }

  async openCamera(deviceId?: string, signal?: AbortSignal): Promise<void> {
    if (deviceId !== undefined) this.#deps.settings.change({ deviceId });
    await this.#openCamera(this.#deps.settings.current, signal);
  }

  async flip(signal?: AbortSignal): Promise<void> {
    const wish = this.#flipped();
    if (!wish) {
      this.#deps.notify({ code: 'only-one-camera' });
      return;
    }
    this.#deps.settings.change(wish);
    await this.#openCamera(wish, signal);
  }

  async #openCamera({ deviceId, facing }: CameraWish, signal?: AbortSignal): Promise<void> {
    const wish = (this.#lastWish = { deviceId, facing });
    // Many phones open one camera at a time: the old one must go first. The styled picture stays on screen.
    if (this.#current?.state.kind === 'camera') this.#close();
    const sound = this.#deps.wantsSound();
    const opener: Opener = (events, current) => openCamera({ ...wish, sound }, events, current);
    await this.#open('camera', '', opener, signal);
    await this.#refreshCameras();
  }

  /** When a file is refused, what was open goes on. */
  async openFile(file: File, signal?: AbortSignal): Promise<void> {
    const opener: Opener = async (events, current) =>
      (await import('./open-file')).openFileSource(file, events, current);
    const likely = file.type.startsWith('video/') ? 'video' : 'picture';
    await this.#open(likely, file.name, opener, signal);
  }

  /** The wish that leads to the other camera, or null when there is only this one. */
  #flipped(): CameraWish | null {
    const state = this.state;
    if (state.kind !== 'camera') return this.#lastWish;
    if (state.facing !== 'unknown' && this.#cameras.length !== 1) {
      const facing: Facing = state.facing === 'user' ? 'environment' : 'user';
      return { deviceId: '', facing };
    }
    const index = this.#cameras.findIndex(({ deviceId }) => deviceId === state.deviceId);
    const next = this.#cameras[(index + 1) % Math.max(1, this.#cameras.length)];
    if (!next || next.deviceId === state.deviceId) return null;
    return { deviceId: next.deviceId, facing: this.#lastWish.facing };
  }

  /** Tries the camera again after a problem. */
  async retry(signal?: AbortSignal): Promise<void> {
    if (this.state.kind === 'problem') await this.#openCamera(this.#lastWish, signal);
  }

  togglePlayback(): void {
    this.#current?.togglePlayback?.();
  }

  sleep(asleep: boolean): void {
    this.#current?.sleep(asleep);
  }

  destroy(): void {
    this.#listeners.abort();
    this.#opening.cancel();
    this.#close();
  }

  async #open(
    what: 'camera' | 'video' | 'picture',
    name: string,
    opener: Opener,
    outer?: AbortSignal,
  ): Promise<void> {
    const opening = this.#opening.begin();
    const signal = outer ? AbortSignal.any([opening, outer]) : opening;
    if (!this.#current) {
      this.#otherwise = { kind: 'opening', what };
      this.#deps.onChange();
    }
    try {
      const source = await opener(this.#eventsFor(opening), signal);
      // A newer opening may have come while the last step was under way.
      if (signal.aborted) {
        source.destroy();
        throw abortError(signal);
      }
      this.#close();
      this.#current = source;
      this.#deps.onChange();
      this.#deps.onFrame();
      if (source.standsStill) this.#deps.notify({ code: 'picture-stands-still', name });
    } catch (error) {
      if (opening.aborted) return;
      // A missing part is told by the page itself.
      if (isAbortError(error) || isMissingPart(error)) {
        if (!this.#current) this.#otherwise = { kind: 'idle' };
        this.#deps.onChange();
      } else {
        this.#refuse(error, name);
      }
    }
  }

  /** Events of a source count only while it is the open one. */
  #eventsFor(opening: AbortSignal): SourceEvents {
    const ifCurrent =
      <A extends unknown[]>(listener: (...args: A) => void) =>
      (...args: A): void => {
        if (!opening.aborted && this.#current) listener(...args);
      };
    return {
      onFrame: ifCurrent(() => this.#deps.onFrame()),
      onChange: ifCurrent(() => this.#deps.onChange()),
      onEnded: ifCurrent((problem, detail) => {
        this.#close();
        this.#otherwise = { kind: 'problem', problem, detail };
        this.#deps.onChange();
      }),
    };
  }

  #refuse(error: unknown, name: string): void {
    const problem = error instanceof SourceError ? error.problem : 'camera-failed';
    if (this.#current) {
      this.#deps.notify({ code: 'file-refused', problem, name });
    } else {
      this.#otherwise = { kind: 'problem', problem, detail: messageOf(error) };
    }
    this.#deps.onChange();
  }

  #close(): void {
    this.#current?.destroy();
    this.#current = null;
  }

  async #refreshCameras(): Promise<void> {
    try {
      this.#cameras = await listCameras();
    } catch {
      this.#cameras = [];
    }
    this.#deps.onChange();
  }

  async #comeBack(): Promise<void> {
    const { state } = this;
    if (!document.hidden && state.kind === 'problem' && passing.has(state.problem)) await this.retry();
  }

  /** A permission given later, in the browser's own settings, brings the camera without a click. */
  async #watchPermission(signal: AbortSignal): Promise<void> {
    try {
      const status = await navigator.permissions.query({ name: 'camera' });
      status.addEventListener(
        'change',
        () => {
          const { state } = this;
          if (status.state === 'granted' && state.kind === 'problem') void this.retry();
        },
        { signal },
      );
    } catch {
      // Firefox knows no camera permission; the retry button is the way there.
    }
  }
}
