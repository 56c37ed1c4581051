/**
 * The live picture: paints the frames of the open source with the running engine, whenever there is something new and
 * nothing else has the engine. Announces each painted frame. Owns the loop and the renderer; `destroy()` frees both.
 */
import { isAbortError } from '../../shared/async/abort';
import type { Size } from '../../shared/picture';
import { TypedTarget } from '../../shared/typed-target';
import type { LiveApi } from '../api/session-api';
import type { Notice, Still } from '../api/session-state';
import type { EngineSupervisor } from '../engine/engine-supervisor';
import type { CameraControls } from '../sources/camera-controls';
import type { SourceManager } from '../sources/source-manager';
import type { Activity } from '../state/activity';
import type { AppSettings } from '../state/app-settings';
import type { PageVisibility } from '../state/page-visibility';
import type { StyleChoice } from '../styles/style-choice';
import type { StyleSelection } from '../styles/style-selection';
import { FrameLoop } from './frame-loop';
import { LiveRenderer } from './live-renderer';
import { encodeStill } from './still';

/** How often figures are renewed, ms. */
const statsEveryMs = 500;

export interface LivePictureDeps {
  readonly engine: EngineSupervisor;
  readonly sources: SourceManager;
  readonly cameraControls: CameraControls;
  readonly choice: StyleChoice;
  readonly settings: AppSettings;
  readonly activity: Activity;
  readonly visibility: PageVisibility;
  readonly styles: Pick<StyleSelection, 'title' | 'two'>;
  readonly notify: (notice: Notice) => void;
}

export interface LivePictureEvents {
  /** The canvas shows a new picture. */
  drawn: Event;
  /** The first picture is there, or there are new figures. */
  change: Event;
}

export class LivePicture extends TypedTarget<LivePictureEvents> implements LiveApi {
  readonly renderer: LiveRenderer;
  readonly #deps: LivePictureDeps;
  readonly #loop: FrameLoop;
  #statsAt = 0;

  constructor(deps: LivePictureDeps) {
    super();
    this.#deps = deps;
    this.#loop = new FrameLoop(() => this.#render(), deps.visibility);
    this.renderer = new LiveRenderer({
      onReady: () => this.invalidate(),
      onTrouble: () => {
        deps.settings.change({ styledArea: 'all' });
        if (deps.settings.current.second?.place.kind === 'people')
          deps.styles.two.setPlace({ kind: 'halves' });
        deps.notify({ code: 'people-not-apart' });
      },
    });
  }

  /** True while frames are wanted and somebody can see them. */
  get painting(): boolean {
    const { visibility, activity, sources } = this.#deps;
    return !visibility.asleep && !activity.coversLive && !!sources.current?.size;
  }

  /** Size of the painted picture of the open source, px; null before the first. */
  get paintedSize(): Size | null {
    return this.renderer.hasStyled(this.#deps.sources.current) ? this.renderer.painted : null;
  }

  /** Size to warm an engine up for, px. */
  get warmUpSize(): Size {
    return this.renderer.warmUpSize(this.#deps.sources.current, this.#deps.settings.current.detail);
  }

  /** Something new can be drawn: a frame, a look, a setting. */
  invalidate(): void {
    this.#loop.invalidate();
  }

  setStageSize(width: number, height: number): void {
    this.renderer.setStageSize({ width, height });
    this.invalidate();
  }

  /** Another engine runs, or none. */
  engineChanged(): void {
    this.renderer.setEngine(this.#deps.engine.running, this.#deps.settings.current);
  }

  /** The camera's part of the zoom changed. */
  zoomChanged(): void {
    this.renderer.setZoom(this.#deps.cameraControls.cropZoom);
    this.invalidate();
  }

  /**
   * For somebody else who is about to use the engine, also where no live picture was painted: resolves when people are told
   * apart, or will not be, which a notice says; at once where that is not wanted.
   */
  async findPeople(): Promise<void> {
    await this.renderer.findPeople(this.#deps.engine.running?.client ?? null, this.#deps.settings.current);
  }

  /** Takes the engine back after somebody else used it. */
  resume(): void {
    this.renderer.forgetOptions();
    this.#deps.choice.reapply();
  }

  /** The picture once more, as PNG. Null while there is none, or none could be made: a notice says so. @throws AbortError. */
  async still(signal?: AbortSignal): Promise<Still | null> {
    const { engine, sources, choice, settings, styles, notify } = this.#deps;
    const client = engine.running?.client;
    const source = sources.current;
    if (!client || !source || !choice.isReady(client)) {
      notify({ code: 'no-frame-yet' });
      return null;
    }
    try {
      const { current } = settings;
      const picture = await this.renderer.still(source, client, current, signal);
      if (picture) return await encodeStill(picture, styles.title, new Date(), current.strokeScale);
      notify({ code: 'no-frame-yet' });
    } catch (error) {
      if (isAbortError(error)) throw error;
      notify({ code: 'still-failed' });
    }
    return null;
  }

  destroy(): void {
    this.#loop.destroy();
    this.renderer.destroy();
  }

  async #render(): Promise<void> {
    const { engine, sources, choice, activity, settings } = this.#deps;
    const client = engine.running?.client;
    const source = sources.current;
    if (!client || !source || activity.coversLive || !choice.isReady(client)) return;
    const first = !this.renderer.hasStyled(source);
    try {
      if (!(await this.renderer.draw(source, client, settings.current))) return;
      this.dispatchEvent(new Event('drawn'));
      if (!first && performance.now() - this.#statsAt <= statsEveryMs) return;
      this.#statsAt = performance.now();
      this.dispatchEvent(new Event('change'));
    } catch (error) {
      // An engine that was replaced meanwhile is nobody's trouble any more.
      if (this.#deps.engine.running?.client === client) engine.framesFail(error);
    }
  }
}
