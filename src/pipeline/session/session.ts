/**
 * One visit: source, engine, styles and settings, and the loop between them. The only thing the interface talks to.
 * Owns everything it makes; `destroy()` frees it in reverse order.
 */
import { isImpastoError } from '../../shared/errors';
import { TypedTarget } from '../../shared/typed-target';
import { EngineSupervisor } from '../engine/engine-supervisor';
import type { EngineSupervisorEvents, NetworkLoaders } from '../engine/engine-supervisor';
import { Sharing } from '../styles/sharing';
import { FrameLoop } from '../live/frame-loop';
import { HqOpener } from '../hq/hq-opener';
import type { HqApi } from '../api/hq-state';
import { CameraControls } from '../sources/camera-controls';
import { isMirrored, LiveRenderer } from '../live/live-renderer';
import { makeLiveStill } from '../live/live-still';
import type { LiveStillDeps } from '../live/live-still';
import { isOutOfMemory } from '../../shared/out-of-memory';
import { lowerDetail, restartNotice } from '../engine/lower-detail';
import { StyleSelection } from '../styles/style-selection';
import type { SessionApi, SessionEvents } from '../api/session-api';
import { makeSnapshot } from './session-snapshot';
import type {
  FreeSettings,
  Notice,
  SessionSnapshot,
  Settings,
  Still,
  StyleEntry,
} from '../api/session-state';
import { renderOptionsOf } from '../live/picture-options';
import { SceneThumbnails } from '../styles/scene-thumbnails';
import { ScreenWake } from '../sources/screen-wake';
import { openSettings } from '../storage/settings-store';
import { SourceManager } from '../sources/source-manager';
import { StyleChoice } from '../styles/style-choice';
import { OwnStyleActions } from '../styles/own-style-actions';
import { StyleLibrary } from '../styles/style-library';
import { StylePreferences } from '../styles/style-preferences';
import { Takes } from './takes';

/** How often figures are renewed, ms. */
const STATS_EVERY_MS = 500;

export class Session extends TypedTarget<SessionEvents> implements SessionApi {
  readonly takes: Takes;
  readonly sharing: Sharing;
  readonly looks: StyleSelection;
  readonly lens = new CameraControls(() => this.#lensChanged());
  readonly #store = openSettings();
  readonly #library: StyleLibrary;
  readonly #host: EngineSupervisor;
  readonly #sources: SourceManager;
  readonly #choice: StyleChoice;
  readonly #keeper: OwnStyleActions;
  readonly #shelf = new StylePreferences();
  readonly #wake = new ScreenWake();
  readonly #renderer = new LiveRenderer({
    onReady: () => this.#loop.invalidate(),
    onTrouble: () => this.#peopleNotApart(),
  });
  readonly #loop: FrameLoop;
  #settings: Settings;
  #snapshot: SessionSnapshot | null = null;
  #statsAt = 0;
  readonly #hq: HqOpener;
  readonly #stillStage: LiveStillDeps;

  private constructor(library: StyleLibrary, loaders: NetworkLoaders) {
    super();
    this.#library = library;
    const stored = this.#store.current;
    this.#settings = { ...stored, styleId: library.knownOr(stored.styleId) };
    this.#choice = new StyleChoice(library, {
      setLook: (client, look) => this.takes.setLook(client, look),
      network: () => this.#host.network,
      onLook: () => this.#loop.invalidate(),
      onChange: () => this.#publish(),
      onFailed: (id, fallbackId, error) => {
        // An engine that cannot read even the first style is at fault, not the style.
        if (fallbackId === null && isImpastoError(error, 'engine-failed')) this.#host.framesFail(error);
        else this.looks.failed(id, fallbackId, error);
      },
    });
    this.#sources = new SourceManager({
      onFrame: () => this.#loop.invalidate(),
      onChange: () => this.#sourceChanged(),
      wantsSound: () => this.takes.sound,
      onRefused: (problem, name) => this.#notify({ code: 'file-refused', problem, name }),
    });
    this.#host = new EngineSupervisor(loaders.engine, {
      onChange: () => this.#engineChanged(),
      isPainting: () => !this.#loop.asleep && !this.#covered && !!this.#sources.current?.size,
      onRestart: (error, backend) => this.#engineRestarts(error, backend),
    });
    this.#loop = new FrameLoop({
      render: () => this.#render(),
      onSleep: (asleep) => {
        this.#sources.sleep(asleep);
        this.takes.sleep(asleep);
      },
    });
    const settings = (): Settings => this.#settings;
    const [host, sources, renderer] = [this.#host, this.#sources, this.#renderer];
    const parts = { host, library, renderer, sources, choice: this.#choice };
    this.#hq = new HqOpener({ ...parts, loadPerceptualNetwork: loaders.perceptual }, settings, {
      onWaiting: () => this.#notify({ code: 'hq-waiting' }),
      onClosed: () => this.#loop.invalidate(),
    });
    this.#stillStage = {
      ...parts,
      settings,
      styleTitle: this.#styleTitle,
      notify: (notice) => this.#notify(notice),
    };
    this.takes = new Takes({
      engine: () => this.#host.running,
      paintedSize: () => (this.#renderer.hasStyled(this.#sources.current) ? this.#renderer.painted : null),
      soundTrack: () => this.#sources.current?.soundTrack ?? null,
      redraw: () => this.#loop.invalidate(),
      styleTitle: this.#styleTitle,
      reopenCamera: (signal) => this.#sources.openCamera(this.#settings, signal),
      isCamera: () => this.#sources.current?.state.kind === 'camera',
      look: () => this.#choice.look,
      styleCode: (id, signal) => this.#choice.code(id, signal),
      palette: () => ({
        styles: this.#library.entries.map(({ id, title }) => ({ id, title })),
        styleId: this.#settings.styleId,
        strength: this.#settings.strength,
      }),
      options: () => renderOptionsOf({ ...this.#settings, splitView: false }, true),
      resume: () => {
        this.#renderer.forgetOptions();
        this.#choice.reapply();
      },
      sourceFile: () => this.#sources.videoFile,
    });
    this.sharing = new Sharing({
      library,
      choice: this.#choice,
      network: () => this.#host.network,
      settings: () => this.#settings,
      still: this.#still,
      added: (id, title, keeping) => this.#keeper.added(id, title, keeping),
      apply: ({ strength, keepColours, strokeScale }) => {
        this.setStrength(strength);
        this.updateSettings({ keepColours, strokeScale });
      },
      notify: (notice) => this.#notify(notice),
    });
    this.looks = new StyleSelection({
      choice: this.#choice,
      shelf: this.#shelf,
      thumbnails: new SceneThumbnails({
        source: () => this.#sources.current,
        engine: () => this.#host.running?.client ?? null,
        idle: () => !this.#loop.asleep && !this.#covered,
        mirrored: () => isMirrored(this.#sources.current, this.#settings),
        code: (id, signal) => this.#choice.code(id, signal),
        onChange: () => this.#publish(),
      }),
      entries: () => this.#styles,
      settings: () => this.#settings,
      keep: (look) => this.#change(look),
      keepForNow: (look) => {
        this.#settings = { ...this.#settings, ...look };
      },
      notify: (notice) => this.#notify(notice),
      onChange: () => this.#publish(),
    });
    this.#keeper = new OwnStyleActions({
      library,
      looks: this.looks,
      source: () => this.#sources.current,
      settings: () => this.#settings,
      entries: () => this.#styles,
      notify: (notice) => this.#notify(notice),
      addPack: (pack, name, signal) => this.sharing.addPack(pack, name, signal),
      onChange: () => this.#publish(),
    });
    this.#choice.setStrength(this.#settings.strength);
    this.looks.restore();
  }

  /** Opens the user's styles and settings; `start` opens camera and engine. */
  static async create(loaders: NetworkLoaders): Promise<Session> {
    return new Session(await StyleLibrary.open(), loaders);
  }

  /** True when no settings were kept by an earlier visit. */
  get isFirstVisit(): boolean {
    return this.#store.isNew;
  }

  /** Opens the camera, if it is wanted, while the engine loads. Never rejects: trouble is in the snapshot. */
  async start({ camera = true } = {}): Promise<void> {
    await Promise.all([camera ? this.openCamera() : undefined, this.#startEngine()]);
    if (this.#library.cleared) this.#notify({ code: 'storage-cleared' });
    await this.#hq.offerKept();
  }

  get snapshot(): SessionSnapshot {
    const { lens, looks } = this;
    this.#snapshot ??= makeSnapshot({
      ...this.#stillStage,
      lens,
      looks,
      styles: this.#styles,
      settings: this.#settings,
    });
    return this.#snapshot;
  }

  async openCamera(deviceId?: string, signal?: AbortSignal): Promise<void> {
    if (deviceId !== undefined) this.#change({ deviceId });
    await this.#sources.openCamera(this.#settings, signal);
  }

  async flip(signal?: AbortSignal): Promise<void> {
    const wish = this.#sources.flipped();
    if (!wish) {
      this.#notify({ code: 'only-one-camera' });
      return;
    }
    this.#change(wish);
    await this.#sources.openCamera(wish, signal);
  }

  async openFile(file: File, signal?: AbortSignal): Promise<void> {
    await this.#sources.openFile(file, signal);
  }

  async retry(signal?: AbortSignal): Promise<void> {
    const engine = this.#host.state.kind === 'failed' ? this.#startEngine() : Promise.resolve();
    await Promise.all([engine, this.#sources.retry(signal)]);
  }

  togglePlayback(): void {
    this.#sources.togglePlayback();
  }

  chooseStyle(id: string): void {
    this.looks.choose(id);
  }

  setStrength(strength: number): void {
    const legal = Math.min(1, Math.max(0, strength));
    this.#change({ strength: legal });
    this.#choice.setStrength(legal);
  }

  setBackend(backend: Settings['backend']): void {
    if (backend === this.#settings.backend && this.#host.state.kind !== 'failed') return;
    this.#change({ backend });
    void this.#startEngine();
  }

  setDetail(detail: Settings['detail']): void {
    this.#change({ detail });
    this.#loop.invalidate();
  }

  updateSettings(change: Partial<FreeSettings>): void {
    this.#change(change);
    this.#loop.invalidate();
  }

  setStageSize(width: number, height: number): void {
    this.#renderer.setStageSize({ width, height });
    this.#loop.invalidate();
  }

  addStyle(picture: Blob, title: string, signal?: AbortSignal): Promise<string | null> {
    return this.#keeper.add(picture, title, signal);
  }

  addStyleFromFrame(title: string, signal?: AbortSignal): Promise<string | null> {
    return this.#keeper.addFrame(title, signal);
  }

  async removeStyle(id: string): Promise<void> {
    await this.#keeper.remove(id);
  }

  async takeStill(signal?: AbortSignal): Promise<Still | null> {
    const still = await this.#still(signal);
    if (still) void this.takes.addStill(still, this.#styleTitle());
    return still;
  }

  readonly #still = (signal?: AbortSignal): Promise<Still | null> => makeLiveStill(this.#stillStage, signal);

  async openHq(what: 'frame' | 'kept', signal?: AbortSignal): Promise<HqApi | null> {
    const still = await this.#hq.open(what, signal);
    if (!still) this.#notify({ code: 'no-frame-yet' });
    return still;
  }

  destroy(): void {
    this.#hq.destroy();
    this.takes.destroy();
    this.#loop.destroy();
    this.#renderer.destroy();
    this.#sources.destroy();
    this.#wake.destroy();
    this.looks.destroy();
    this.#host.destroy();
    this.#library.destroy();
  }

  readonly #styleTitle = (): string => this.#library.find(this.#settings.styleId)?.title ?? '';

  get #styles(): readonly StyleEntry[] {
    return this.#shelf.sort(this.#library.entries);
  }

  /** An HQ still needs the whole machine, and covers the screen; so does a conversion. */
  get #covered(): boolean {
    return this.#hq.busy || (this.takes.converter?.busy ?? false);
  }

  #startEngine(): Promise<void> {
    return this.#host.start(this.#settings.backend, () =>
      this.#renderer.warmUpSize(this.#sources.current, this.#settings.detail),
    );
  }

  async #render(): Promise<void> {
    const engine = this.#host.running;
    const source = this.#sources.current;
    if (!engine || !source || this.#covered || !this.#choice.isReady(engine.client)) return;
    const first = !this.#renderer.hasStyled(source);
    try {
      const drawn = await this.#renderer.draw(source, engine.client, this.#settings);
      if (drawn) this.takes.drawn();
      if (drawn && (first || performance.now() - this.#statsAt > STATS_EVERY_MS)) {
        this.#statsAt = performance.now();
        this.#publish();
      }
    } catch (error) {
      this.#host.framesFail(error);
    }
  }

  #engineRestarts(...[error, backend]: Parameters<EngineSupervisorEvents['onRestart']>): void {
    const lower = isOutOfMemory(error) ? lowerDetail(this.#settings.detail) : null;
    if (lower !== null) this.setDetail(lower);
    this.#notify(lower === null ? restartNotice(error, backend) : { code: 'memory-short' });
  }

  #peopleNotApart(): void {
    this.updateSettings({ styledArea: 'all' });
    this.#notify({ code: 'people-not-apart' });
  }

  #sourceChanged(): void {
    const { state, current } = this.#sources;
    this.takes.sourceChanged(state.kind === 'problem');
    this.lens.setTrack(current?.videoTrack ?? null);
    this.#wake.keep(state.kind === 'camera' && !state.asleep);
    this.#lensChanged();
  }

  #lensChanged(): void {
    this.#renderer.setZoom(this.lens.cropZoom);
    this.#loop.invalidate();
    this.#publish();
  }

  #engineChanged(): void {
    const running = this.#host.running;
    this.#renderer.setEngine(running, this.#settings);
    const { state } = this.#host;
    const { backend } = this.#settings;
    if (state.kind === 'failed' && state.problem === 'no-backend' && backend !== 'auto') {
      // A forced backend that does not work here must not cost the picture.
      this.#notify({ code: 'backend-refused', backend, reason: state.detail });
      this.setBackend('auto');
      return;
    }
    this.#choice.setClient(running?.client ?? null);
    this.takes.engineChanged(state.kind === 'failed');
    this.#publish();
  }

  #change(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    this.#store.change(this.#settings);
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
