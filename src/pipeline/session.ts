/**
 * One visit: source, engine, styles and settings, and the loop between them. The only thing the interface talks to.
 * Owns everything it makes; `destroy()` frees it in reverse order.
 */
import { isAbortError } from '../shared/abort';
import { isImpastoError } from '../shared/errors';
import { encodeFrame } from './decode-picture';
import { EngineHost } from './engine-host';
import type { ModelLoader } from './engine-host';
import { Exchange } from './exchange';
import { FrameLoop } from './frame-loop';
import { HqDesk } from './hq-desk';
import type { HqApi } from './hq-state';
import { isMirrored, LiveRenderer } from './live-renderer';
import { isOutOfMemory, lowerDetail } from './memory-trouble';
import type { SessionApi, SessionEvents } from './session-api';
import type {
  BackendChoice,
  Detail,
  FreeSettings,
  Notice,
  SessionSnapshot,
  Settings,
  Still,
} from './session-state';
import { renderOptionsOf } from './picture-options';
import { pageStorage, SettingsStore } from './settings-store';
import { SourceKeeper } from './source-keeper';
import { encodeStill } from './still';
import { StyleChoice } from './style-choice';
import { StyleLibrary } from './style-library';
import { Takes } from './takes';

/** How often figures are renewed, ms. */
const STATS_EVERY_MS = 500;

export class Session extends EventTarget implements SessionApi {
  readonly takes: Takes;
  readonly exchange: Exchange;
  readonly #store = new SettingsStore(pageStorage());
  readonly #library: StyleLibrary;
  readonly #host: EngineHost;
  readonly #sources: SourceKeeper;
  readonly #choice: StyleChoice;
  readonly #renderer = new LiveRenderer();
  readonly #loop: FrameLoop;
  #settings: Settings;
  #snapshot: SessionSnapshot | null = null;
  #statsAt = 0;
  readonly #hq: HqDesk;

  private constructor(library: StyleLibrary, loadModels: ModelLoader) {
    super();
    this.#library = library;
    const stored = this.#store.load();
    this.#settings = library.find(stored.styleId)
      ? stored
      : { ...stored, styleId: library.entries.find(({ origin }) => origin === 'gallery')?.id ?? '' };
    this.#choice = new StyleChoice(library, {
      setLook: (client, look) => this.takes.setLook(client, look),
      network: () => this.#host.network,
      onLook: () => this.#loop.invalidate(),
      onChange: () => this.#publish(),
      onFailed: (id, fallbackId, error) => this.#styleFailed(id, fallbackId, error),
    });
    this.#sources = new SourceKeeper({
      onFrame: () => this.#loop.invalidate(),
      onChange: () => this.#sourceChanged(),
      wantsSound: () => this.takes.sound,
      onRefused: (problem, name) => this.#notify({ code: 'file-refused', problem, name }),
    });
    this.#host = new EngineHost(loadModels, {
      onChange: () => this.#engineChanged(),
      onRestart: (error) => this.#engineRestarts(error),
    });
    this.#loop = new FrameLoop({
      render: () => this.#render(),
      onSleep: (asleep) => {
        this.#sources.sleep(asleep);
        this.takes.sleep(asleep);
      },
    });
    this.#hq = new HqDesk(
      { host: this.#host, library, renderer: this.#renderer, sources: this.#sources, choice: this.#choice },
      () => this.#settings,
      {
        onWaiting: () => this.#notify({ code: 'hq-waiting' }),
        onClosed: () => this.#loop.invalidate(),
      },
    );
    this.takes = new Takes({
      engine: () => this.#host.running,
      paintedSize: () => (this.#renderer.hasStyled(this.#sources.current) ? this.#renderer.painted : null),
      soundTrack: () => this.#sources.current?.soundTrack ?? null,
      redraw: () => this.#loop.invalidate(),
      styleTitle: () => this.#library.find(this.#settings.styleId)?.title ?? '',
      reopenCamera: (signal) => this.#sources.openCamera(this.#settings, signal),
      isCamera: () => this.#sources.current?.state.kind === 'camera',
      look: () => this.#choice.look,
      styleCode: (id, signal) => this.#choice.code(id, signal),
      palette: () => ({
        styles: this.#library.entries.map(({ id, title }) => ({ id, title })),
        ...{ styleId: this.#settings.styleId, strength: this.#settings.strength },
      }),
      options: () => renderOptionsOf({ ...this.#settings, splitView: false }, true),
      resume: () => {
        this.#renderer.forgetOptions();
        this.#choice.reapply();
      },
      sourceFile: () => this.#sources.videoFile,
    });
    this.exchange = new Exchange({
      library,
      choice: this.#choice,
      network: () => this.#host.network,
      settings: () => this.#settings,
      still: (signal) => this.#still(signal),
      choose: (id) => this.chooseStyle(id),
      apply: ({ strength, keepColours }) => {
        this.setStrength(strength);
        this.updateSettings({ keepColours });
      },
      changed: () => this.#publish(),
      notify: (notice) => this.#notify(notice),
    });
    this.#choice.setStrength(this.#settings.strength);
    this.#choice.choose(this.#settings.styleId);
  }

  /** Opens the user's styles and settings; `start` opens camera and engine. */
  static async create(loadModels: ModelLoader): Promise<Session> {
    return new Session(await StyleLibrary.open(), loadModels);
  }

  /**
   * Opens the camera while the engine loads. Never rejects: trouble is in the snapshot.
   * @param withCamera false waits for the person to choose what to open
   */
  async start(withCamera = true): Promise<void> {
    await Promise.all([withCamera ? this.openCamera() : undefined, this.#startEngine()]);
    if (this.#library.cleared) this.#notify({ code: 'storage-cleared' });
    await this.#hq.offerKept();
  }

  get snapshot(): SessionSnapshot {
    this.#snapshot ??= this.#makeSnapshot();
    return this.#snapshot;
  }

  override addEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
    options?: AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener as EventListener, options);
  }

  override removeEventListener<K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
  ): void {
    super.removeEventListener(type, listener as EventListener);
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
    if (!this.#library.find(id)) return;
    this.#change({ styleId: id });
    this.#choice.choose(id);
  }

  setStrength(strength: number): void {
    const legal = Math.min(1, Math.max(0, strength));
    this.#change({ strength: legal });
    this.#choice.setStrength(legal);
  }

  setBackend(backend: BackendChoice): void {
    if (backend === this.#settings.backend && this.#host.state.kind !== 'failed') return;
    this.#change({ backend });
    void this.#startEngine();
  }

  setDetail(detail: Detail): void {
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

  async addStyle(picture: Blob, title: string, signal?: AbortSignal): Promise<string | null> {
    return this.exchange.add(picture, title, signal);
  }

  async addStyleFromFrame(title: string, signal?: AbortSignal): Promise<string | null> {
    const frame = await this.#sources.current?.grab();
    if (!frame) {
      this.#notify({ code: 'no-frame-yet' });
      return null;
    }
    return this.addStyle(await encodeFrame(frame), title, signal);
  }

  async removeStyle(id: string): Promise<void> {
    await this.exchange.remove(id);
  }

  async takeStill(signal?: AbortSignal): Promise<Still | null> {
    const still = await this.#still(signal);
    if (still) void this.takes.addStill(still, this.#library.find(this.#settings.styleId)?.title ?? '');
    return still;
  }

  async #still(signal?: AbortSignal): Promise<Still | null> {
    const engine = this.#host.running;
    const source = this.#sources.current;
    if (!engine || !source || !this.#choice.isReady(engine.client)) {
      this.#notify({ code: 'no-frame-yet' });
      return null;
    }
    try {
      const picture = await this.#renderer.still(source, engine.client, this.#settings, signal);
      if (picture) {
        const title = this.#library.find(this.#settings.styleId)?.title ?? '';
        return await encodeStill(picture, title, new Date());
      }
      this.#notify({ code: 'no-frame-yet' });
    } catch (error) {
      if (isAbortError(error)) throw error;
      this.#notify({ code: 'still-failed' });
    }
    return null;
  }

  async openHq(what: 'frame' | 'kept', signal?: AbortSignal): Promise<HqApi | null> {
    const still = await this.#hq.open(what, signal);
    if (!still) this.#notify({ code: 'no-frame-yet' });
    return still;
  }

  destroy(): void {
    this.#hq.destroy();
    this.takes.destroy();
    this.#loop.destroy();
    this.#sources.destroy();
    this.#choice.destroy();
    this.#host.destroy();
    this.#library.destroy();
  }

  #startEngine(): Promise<void> {
    return this.#host.start(this.#settings.backend, () =>
      this.#renderer.warmUpSize(this.#sources.current, this.#settings.detail),
    );
  }

  async #render(): Promise<void> {
    const engine = this.#host.running;
    const source = this.#sources.current;
    // An HQ still needs the whole machine, and covers the screen; so does a conversion.
    if (
      !engine ||
      !source ||
      this.#hq.busy ||
      this.takes.converter.busy ||
      !this.#choice.isReady(engine.client)
    )
      return;
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

  #engineRestarts(error: unknown): void {
    const lower = isOutOfMemory(error) ? lowerDetail(this.#settings.detail) : null;
    if (lower !== null) this.setDetail(lower);
    this.#notify({ code: lower === null ? 'engine-restarted' : 'memory-short' });
  }

  #sourceChanged(): void {
    this.takes.sourceChanged(this.#sources.state.kind === 'problem');
    this.#publish();
  }

  #engineChanged(): void {
    const running = this.#host.running;
    if (running?.canvas !== this.#snapshot?.stage.canvas) this.#renderer.reset();
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

  #styleFailed(id: string, fallbackId: string | null, error: unknown): void {
    const title = this.#library.find(id)?.title ?? id;
    const next = fallbackId ?? this.#library.entries.find(({ origin }) => origin === 'gallery')?.id;
    if (next !== undefined && next !== id) {
      // Not saved: a page that is being left cancels its downloads, which must not cost the user's choice.
      this.#settings = { ...this.#settings, styleId: next };
      this.#choice.choose(next);
      this.#publish();
    }
    const unreachable = isImpastoError(error, 'unreachable-picture');
    this.#notify({ code: unreachable ? 'style-unreachable' : 'style-failed', title });
  }

  #change(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    this.#store.save(this.#settings);
    this.#publish();
  }

  #notify(notice: Notice): void {
    this.dispatchEvent(new CustomEvent('notice', { detail: notice }));
  }

  #publish(): void {
    this.#snapshot = this.#makeSnapshot();
    this.dispatchEvent(new Event('change'));
  }

  #makeSnapshot(): SessionSnapshot {
    const source = this.#sources.current;
    const engine = this.#host.state;
    return {
      source: this.#sources.state,
      engine,
      stage: {
        preview: source?.preview ?? null,
        canvas: this.#host.running?.canvas ?? null,
        styled: this.#renderer.hasStyled(source),
        mirrored: isMirrored(source, this.#settings),
        fit: source === null || source.state.kind === 'camera' ? 'cover' : 'contain',
        aspect: this.#renderer.aspect,
      },
      cameras: this.#sources.cameras,
      styles: this.#library.entries,
      settings: this.#settings,
      encodingStyleId: this.#choice.encodingId,
      stats: engine.kind === 'ready' ? this.#renderer.stats(engine.backend) : null,
      governor: this.#renderer.governorStatus(source, this.#settings),
    };
  }
}
