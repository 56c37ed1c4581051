/**
 * Recording what is painted, as the interface sees it: the recorder, loaded when the page is up, and its settings. Keeps
 * other work away from the press until the take is saved. Owns the recorder; `destroy()` ends it.
 */
import { Retried } from '../../shared/async/retried';
import { ImpastoError, isImpastoError } from '../../shared/errors';
import { TypedTarget } from '../../shared/typed-target';
import type { RecordingApi, RecordingSnapshot, RecordingState, RecordingSupport } from '../api/recording-api';
import type { Notice } from '../api/session-state';
import type { TakeNotice } from '../api/takes-state';
import type { EngineSupervisor } from '../engine/engine-supervisor';
import type { LivePicture } from '../live/live-picture';
import type { SourceManager } from '../sources/source-manager';
import type { Activity } from '../state/activity';
import type { PageVisibility } from '../state/page-visibility';
import type { LocalStore } from '../storage/local-store';
import type { StyleSelection } from '../styles/style-selection';
import type { Recorder } from './recorder';
import type { TakeLibrary } from './take-library';
import type { TakeSettings } from '../state/take-settings';

export interface RecordingDeps {
  readonly engine: EngineSupervisor;
  readonly sources: SourceManager;
  readonly styles: StyleSelection;
  readonly live: LivePicture;
  readonly library: TakeLibrary;
  readonly settings: LocalStore<TakeSettings>;
  readonly activity: Activity;
  readonly visibility: PageVisibility;
  readonly notify: (notice: Notice) => void;
  readonly notifyTake: (notice: TakeNotice) => void;
}

/** What is said where nothing can be recorded. */
const refusals = {
  unknown: 'recording-not-loaded',
  'no-storage': 'recording-no-storage',
  unsupported: 'recording-unsupported',
} as const satisfies Record<Exclude<RecordingSupport, 'full'>, TakeNotice['code']>;

export class Recording extends TypedTarget<{ change: Event }> implements RecordingApi {
  readonly #deps: RecordingDeps;
  readonly #opening = new Retried(() => this.#open());
  readonly #listeners = new AbortController();
  #recorder: Recorder | null = null;
  #support: RecordingSupport = 'unknown';
  #snapshot: RecordingSnapshot | null = null;
  /** Calls off the recording that is starting. */
  #starting: AbortController | null = null;
  /** Lets other work begin again. */
  #end: (() => void) | null = null;

  constructor(deps: RecordingDeps) {
    super();
    this.#deps = deps;
    const { signal } = this.#listeners;
    deps.live.addEventListener('drawn', () => this.#recorder?.drawn(), { signal });
    deps.visibility.addEventListener('change', () => this.#recorder?.sleep(deps.visibility.asleep), {
      signal,
    });
    void this.#opening.get().catch(() => undefined);
  }

  get snapshot(): RecordingSnapshot {
    const { sound, glide } = this.#deps.settings.current;
    this.#snapshot ??= {
      support: this.#support,
      state: this.#state,
      sound,
      glide,
    };
    return this.#snapshot;
  }

  /** Also while the recorder itself is still loaded. */
  get #state(): RecordingState {
    const state = this.#recorder?.state ?? { kind: 'idle' };
    return state.kind === 'idle' && this.#starting ? { kind: 'starting' } : state;
  }

  /** The engine was replaced, or there will be no other. */
  engineChanged(): void {
    if (this.#deps.engine.state.kind === 'failed') void this.#recorder?.end('engine-lost');
    else this.#recorder?.engineChanged();
  }

  /** Another source, or none. */
  sourceChanged(): void {
    if (this.#deps.sources.state.kind === 'problem') void this.#recorder?.end('camera-ended');
    else this.#recorder?.sourceChanged();
  }

  async start(signal?: AbortSignal): Promise<void> {
    const { activity, notify } = this.#deps;
    const end = activity.beginOrTell('recording', notify);
    if (!end) return;
    this.#end = end;
    const calledOff = (this.#starting = new AbortController());
    this.#publish();
    try {
      await this.#start(signal ? AbortSignal.any([signal, calledOff.signal]) : calledOff.signal, signal);
    } finally {
      this.#starting = null;
      this.#endWhenIdle();
      this.#publish();
    }
  }

  pause(): void {
    this.#recorder?.pause();
  }

  resume(): void {
    this.#recorder?.resume();
  }

  async stop(signal?: AbortSignal): Promise<void> {
    this.#starting?.abort();
    await this.#recorder?.stop(signal);
  }

  async setSound(on: boolean, signal?: AbortSignal): Promise<void> {
    const { settings, sources, notifyTake } = this.#deps;
    if (on === settings.current.sound) return;
    this.#change({ sound: on });
    if (sources.state.kind !== 'camera') return;
    await sources.openCamera(undefined, signal);
    if (!on || sources.current?.soundTrack) return;
    this.#change({ sound: false });
    notifyTake({ code: 'microphone-refused' });
  }

  setGlide(on: boolean): void {
    this.#change({ glide: on });
  }

  destroy(): void {
    this.#listeners.abort();
    this.#starting?.abort();
    this.#recorder?.destroy();
    this.#recorder = null;
    this.#end?.();
  }

  async #start(wanted: AbortSignal, signal?: AbortSignal): Promise<void> {
    const { settings, sources, styles, notifyTake } = this.#deps;
    // Not awaited when it is there: the press that allows sound must not grow old.
    let failure: unknown = null;
    const failed = (error: unknown): null => {
      failure = error;
      return null;
    };
    const recorder = this.#recorder ?? (await this.#opening.get().catch(failed));
    if (wanted.aborted) return;
    if (!recorder || this.#support !== 'full') {
      const code = refusals[this.#support === 'full' ? 'unknown' : this.#support];
      notifyTake({ code: isImpastoError(failure, 'storage') ? 'recording-storage-silent' : code });
      return;
    }
    const withSound = settings.current.sound && sources.state.kind === 'camera';
    if (withSound && !sources.current?.soundTrack) notifyTake({ code: 'microphone-refused' });
    const refusal = await recorder.start(styles.title, withSound, signal);
    // Asked once there is something to lose: browsers then do not clear it when the disk is full.
    if (refusal === null) void navigator.storage.persist().catch(() => false);
    else notifyTake({ code: refusal === 'failed' ? 'take-failed' : refusal });
  }

  async #open(): Promise<Recorder | null> {
    const { engine, sources, live, library, notifyTake } = this.#deps;
    // Loaded beside the page: the first picture must not wait for what comes after it.
    const [{ Recorder: Loaded }, { canRecordStreams }, { canEncodeFrames }] = await Promise.all([
      import('./recorder'),
      import('./stream-take'),
      import('../../workers/record/record.client'),
    ]);
    const store = await library.store().catch((cause: unknown) => {
      throw new ImpastoError('storage', 'Storage does not answer.', { cause });
    });
    if (this.#listeners.signal.aborted) return null;
    if (!store) {
      this.#support = 'no-storage';
      this.#publish();
      return null;
    }
    const deps = {
      engine: () => engine.running,
      paintedSize: () => live.paintedSize,
      soundTrack: () => sources.current?.soundTrack ?? null,
      redraw: () => live.invalidate(),
    };
    this.#recorder = new Loaded(store, deps, {
      onChange: () => this.#recorderChanged(),
      onSaved: (take) =>
        void library.enlist(take).then((entry) => notifyTake({ code: 'take-saved', take: entry })),
      onEnded: (reason) => notifyTake({ code: 'take-ended', reason }),
      onEmpty: () => notifyTake({ code: 'take-empty' }),
      onFailed: () => notifyTake({ code: 'take-failed' }),
      onSoundLost: (why) => notifyTake({ code: `microphone-${why}` }),
    });
    this.#support = canEncodeFrames() || canRecordStreams() ? 'full' : 'unsupported';
    this.#publish();
    return this.#recorder;
  }

  #recorderChanged(): void {
    this.#publish();
    if (!this.#starting) this.#endWhenIdle();
  }

  #endWhenIdle(): void {
    if ((this.#recorder?.state.kind ?? 'idle') !== 'idle') return;
    this.#end?.();
    this.#end = null;
  }

  #change(change: Partial<TakeSettings>): void {
    this.#deps.settings.change(change);
    this.#publish();
  }

  #publish(): void {
    this.#snapshot = null;
    this.dispatchEvent(new Event('change'));
  }
}
