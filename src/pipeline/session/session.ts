/**
 * One visit: its parts, made in the order in which they need each other, and what they tell each other. The only thing
 * the interface talks to. Owns every part; `destroy()` frees them in reverse order.
 */
import { isImpastoError } from '../../shared/errors';
import { isOutOfMemory } from '../../shared/out-of-memory';
import { TypedTarget } from '../../shared/typed-target';
import type { SessionApi, SessionEvents } from '../api/session-api';
import type { Notice, SessionSnapshot, Still } from '../api/session-state';
import type { TakeNotice } from '../api/takes-state';
import { LazyConverter } from '../convert/lazy-converter';
import { EngineSupervisor } from '../engine/engine-supervisor';
import type { EngineSupervisorEvents, NetworkLoaders } from '../engine/engine-supervisor';
import { lowerDetail, restartNotice } from '../engine/lower-detail';
import { patienceMs } from '../engine/paint-watch';
import { HqOpener } from '../hq/hq-opener';
import { LivePicture } from '../live/live-picture';
import { MirrorOpener } from '../mirror/mirror-opener';
import { CameraControls } from '../sources/camera-controls';
import { ScreenWake } from '../sources/screen-wake';
import type { OpenSource } from '../sources/frame-source';
import { SourceManager } from '../sources/source-manager';
import { Activity } from '../state/activity';
import { AppSettings } from '../state/app-settings';
import type { SettingsChange } from '../state/app-settings';
import { PageVisibility } from '../state/page-visibility';
import { updateBlocker } from '../state/update-blocker';
import { BrushMask } from '../styles/brush-mask';
import { LookTransition } from '../styles/look-transition';
import { OwnStyleActions } from '../styles/own-style-actions';
import { SceneThumbnails } from '../styles/scene-thumbnails';
import { Sharing } from '../styles/sharing';
import { StyleChoice } from '../styles/style-choice';
import { StyleLibrary } from '../library/style-library';
import { StylePreferences } from '../styles/style-preferences';
import { StyleSelection } from '../styles/style-selection';
import { Recording } from '../takes/recording';
import { TakeLibrary } from '../takes/take-library';
import { openTakeSettings } from '../state/take-settings';
import { makeSnapshot } from './session-snapshot';

/** From one look to the next while recording, s. */
const transitionSeconds = 1.5;

export class Session extends TypedTarget<SessionEvents> implements SessionApi {
  readonly settings = new AppSettings();
  readonly sources: SourceManager;
  readonly cameraControls = new CameraControls(() => this.#zoomChanged());
  readonly live: LivePicture;
  readonly styles: StyleSelection;
  readonly recording: Recording;
  readonly takes: TakeLibrary;
  readonly conversion: LazyConverter;
  readonly hq: HqOpener;
  readonly mirror: MirrorOpener;
  readonly sharing: Sharing;
  readonly #visibility = new PageVisibility();
  readonly #activity = new Activity(updateBlocker);
  readonly #wake = new ScreenWake();
  readonly #library: StyleLibrary;
  readonly #engine: EngineSupervisor;
  readonly #choice: StyleChoice;
  readonly #brush: BrushMask;
  #snapshot: SessionSnapshot | null = null;

  private constructor(library: StyleLibrary, loaders: NetworkLoaders) {
    super();
    const { settings, cameraControls } = this;
    const activity = this.#activity;
    const visibility = this.#visibility;
    const takeSettings = openTakeSettings();
    const notify = (notice: Notice): void => this.#notify(notice);
    const notifyTake = (notice: TakeNotice): void =>
      void this.dispatchEvent(new CustomEvent('take-notice', { detail: notice }));
    const onChange = (): void => this.#publish();
    const { styleId, second } = settings.current;
    const known = (id: string): string => library.knownOr(id);
    settings.useForNow({
      styleId: known(styleId),
      second: second && { ...second, other: { ...second.other, styleId: known(second.other.styleId) } },
    });

    this.#library = library;
    const engine = (this.#engine = new EngineSupervisor(loaders.engine, {
      patience: () => this.#framePatience(),
      onChange: () => this.#engineChanged(),
      onRestart: (error, backend) => this.#engineRestarts(error, backend),
    }));
    const sources = (this.sources = new SourceManager({
      settings,
      notify,
      wantsSound: () => takeSettings.current.sound,
      onFrame: () => this.live.invalidate(),
      onChange: () => this.#sourceChanged(),
    }));
    const transition = new LookTransition(
      () =>
        this.mirror.transitionSeconds ??
        (activity.current === 'recording' && takeSettings.current.glide ? transitionSeconds : 0),
      () => this.live.invalidate(),
    );
    const brush = (this.#brush = new BrushMask(() => this.live.renderer.aspect ?? 1));
    const choice = (this.#choice = new StyleChoice({
      library,
      brush,
      engine,
      transition,
      aspect: () => this.live.renderer.aspect,
      onChange,
      onFailed: (id, fallbackId, error) => this.#styleFailed(id, fallbackId, error),
    }));
    const parts = { settings, activity, visibility, engine, sources, cameraControls, choice, notify };
    const styles = (this.styles = new StyleSelection({
      ...parts,
      library,
      preferences: new StylePreferences(),
      brush,
      thumbnails: new SceneThumbnails({ ...parts, onChange }),
      ownStyles: new OwnStyleActions({ ...parts, library }),
      onChange,
    }));
    const live = (this.live = new LivePicture({ ...parts, styles }));
    this.sharing = new Sharing({ ...parts, library });
    const takes = (this.takes = new TakeLibrary({ updates: updateBlocker, notify: notifyTake }));
    const filming = { ...parts, styles, live, library: takes };
    this.recording = new Recording({ ...filming, settings: takeSettings, notifyTake });
    this.conversion = new LazyConverter(filming);
    this.hq = new HqOpener({ ...parts, live, library, takes, loadPerceptualNetwork: loaders.perceptual });

    this.mirror = new MirrorOpener({ session: this, visibility, styles, live, takes });

    settings.addEventListener('change', (change) => this.#settingsChanged(change));
    visibility.addEventListener('change', () => sources.sleep(visibility.asleep));
    activity.addEventListener('change', () => this.#activityChanged());
    brush.addEventListener('change', () => {
      choice.reshape();
      onChange();
    });
    this.live.addEventListener('change', () => {
      choice.reshape();
      onChange();
    });
    this.styles.restore();
  }

  /** Opens the user's styles and settings; `start` opens camera and engine. */
  static async create(loaders: NetworkLoaders): Promise<Session> {
    return new Session(await StyleLibrary.open(), loaders);
  }

  /** True when no settings were kept by an earlier visit. */
  get isFirstVisit(): boolean {
    return this.settings.isNew;
  }

  /** Opens the camera, if it is wanted, while the engine loads. Never rejects: trouble is in the snapshot. */
  async start({ camera = true } = {}): Promise<void> {
    await Promise.all([camera ? this.sources.openCamera() : undefined, this.#startEngine()]);
    if (this.#library.cleared) this.#notify({ code: 'storage-cleared' });
    await this.hq.offerKept();
  }

  get snapshot(): SessionSnapshot {
    const { settings, sources, cameraControls, styles, live } = this;
    const activity = this.#activity;
    const engine = this.#engine;
    const choice = this.#choice;
    const parts = { settings, sources, cameraControls, styles, live, activity, engine, choice };
    this.#snapshot ??= makeSnapshot(parts);
    return this.#snapshot;
  }

  async retry(signal?: AbortSignal): Promise<void> {
    const engine = this.#engine.state.kind === 'failed' ? this.#startEngine() : Promise.resolve();
    await Promise.all([engine, this.sources.retry(signal)]);
  }

  async takeStill(signal?: AbortSignal): Promise<Still | null> {
    const still = await this.live.still(signal);
    if (still) void this.takes.addStill(still, this.styles.title);
    return still;
  }

  destroy(): void {
    this.mirror.destroy();
    this.hq.destroy();
    this.conversion.destroy();
    this.recording.destroy();
    this.takes.destroy();
    this.styles.destroy();
    this.live.destroy();
    this.#choice.destroy();
    this.sources.destroy();
    this.#engine.destroy();
    this.#wake.destroy();
    this.#visibility.destroy();
    this.#library.destroy();
  }

  #startEngine(): Promise<void> {
    return this.#engine.start(this.settings.current.backend, () => this.live.warmUpSize);
  }

  #settingsChanged({ detail: { before } }: SettingsChange): void {
    if (this.settings.current.backend !== before.backend) void this.#startEngine();
    this.live.invalidate();
    this.#publish();
  }

  #framePatience(): number | null {
    if (this.#activity.current === 'converting') return patienceMs.conversion;
    return this.live.painting ? patienceMs.live : null;
  }

  #activityChanged(): void {
    this.live.invalidate();
    this.#publish();
  }

  #styleFailed(id: string, fallbackId: string | null, error: unknown): void {
    // An engine that cannot read even the first style is at fault, not the style.
    if (fallbackId === null && isImpastoError(error, 'engine-failed')) this.#engine.framesFail(error);
    else this.styles.failed(id, fallbackId, error);
  }

  #engineChanged(): void {
    const { state, running } = this.#engine;
    this.live.engineChanged();
    const { backend } = this.settings.current;
    if (state.kind === 'failed' && state.problem === 'no-backend' && backend !== 'auto') {
      // A forced backend that does not work here must not cost the picture.
      this.#notify({ code: 'backend-refused', backend, reason: state.detail });
      this.settings.change({ backend: 'auto' });
      return;
    }
    this.#choice.setClient(running?.client ?? null);
    this.recording.engineChanged();
    this.#publish();
  }

  #engineRestarts(...[error, backend]: Parameters<EngineSupervisorEvents['onRestart']>): void {
    const lower = isOutOfMemory(error) ? lowerDetail(this.settings.current.detail) : null;
    if (lower !== null) this.settings.change({ detail: lower });
    this.#notify(lower === null ? restartNotice(error, backend) : { code: 'memory-short' });
  }

  #sourceChanged(): void {
    const { state, current } = this.sources;
    if (current) this.#brush.belongTo(sceneOf(current));
    this.recording.sourceChanged();
    this.cameraControls.setTrack(current?.videoTrack ?? null);
    this.#wake.keep(state.kind === 'camera' && !state.asleep);
    this.#zoomChanged();
  }

  #zoomChanged(): void {
    this.live.zoomChanged();
    this.#publish();
  }

  #notify(notice: Notice): void {
    this.dispatchEvent(new CustomEvent('notice', { detail: notice }));
  }

  #publish(): void {
    this.#snapshot = null;
    this.dispatchEvent(new Event('change'));
  }
}

/** Equal for what shows the same thing: a camera that comes back after sleep is the same one. */
function sceneOf(source: OpenSource): unknown {
  const { state, original, video } = source;
  return state.kind === 'camera' ? state.deviceId : (original ?? video ?? source);
}
