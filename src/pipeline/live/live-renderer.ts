/**
 * Draws the current frame of the current source with the current engine, and measures it. Decides the size. Frames go to
 * the engine, which closes them. Owns the masks, where people are to be told apart; `destroy()` frees them.
 */
import { isAbortError } from '../../shared/async/abort';
import { isImpastoError, messageOf } from '../../shared/errors';
import type { Rect, RgbaPicture, Size } from '../../shared/picture';
import type { EngineClient } from '../../workers/engine/engine.client';
import { AutoDetail, pictureDetail } from './auto-detail';
import type { RunningEngine } from '../engine/engine-supervisor';
import { FrameTiming } from './frame-timing';
import type { OpenSource } from '../sources/frame-source';
import type { Level } from './governor';
import type { PersonMaskEvents, PersonMasks } from '../engine/person-masks';
import { renderOptionsOf, sameOptions } from './picture-options';
import type { BackendName, Detail, GovernorStatus, Settings, Stats } from '../api/session-state';
import { canvasSizeOf, isMirrored, viewOf } from '../sources/view-geometry';
import type { Placement, RenderOptions } from '../../workers/networks/types';

/** Camera frames are expected in this size until the first one is there, px. */
const expectedSize: Size = { width: 1280, height: 720 };

/** A placement that says which part it shows. */
export type PlacedView = Placement & { readonly crop: Rect };

export class LiveRenderer {
  readonly #timing = new FrameTiming();
  readonly #auto = new AutoDetail();
  /** What the engine was told last. */
  #told: { readonly client: EngineClient; readonly options: RenderOptions; readonly people: boolean } | null =
    null;
  #stage: Size | null = null;
  #zoom = 1;
  #presented: Size | null = null;
  /** Size of the canvas where it is not that of the network, px. */
  #canvas: Size | null = null;
  #styledSource: OpenSource | null = null;
  #failures = 0;
  readonly #events: PersonMaskEvents;
  #masks: Promise<PersonMasks | null> | null = null;
  #canvasElement: HTMLCanvasElement | null = null;

  /** @param events of the masks. */
  constructor(events: PersonMaskEvents) {
    this.#events = events;
  }

  /** Idempotent. */
  destroy(): void {
    void this.#masks?.then((masks) => masks?.destroy());
    this.#masks = null;
  }

  /** Another engine runs, or none. */
  setEngine(engine: RunningEngine | null, settings: Settings): void {
    const canvas = engine?.canvas ?? null;
    if (canvas !== this.#canvasElement) this.#reset();
    this.#canvasElement = canvas;
    this.#useMasks(engine?.client ?? null, wantsPeople(settings));
  }

  /** Resolves when people are told apart in what `client` shows, or will not be; at once where the settings do not ask for it. */
  async findPeople(client: EngineClient | null, settings: Settings): Promise<void> {
    this.#useMasks(client, wantsPeople(settings));
    const masks = await this.#masks;
    await masks?.opened;
  }

  setStageSize(stage: Size): void {
    this.#stage = stage;
  }

  /** @param zoom by cropping, ≥ 1. */
  setZoom(zoom: number): void {
    this.#zoom = zoom;
  }

  /** True when the canvas shows a frame of `source`. */
  hasStyled(source: OpenSource | null): boolean {
    return source !== null && this.#styledSource === source;
  }

  /** Size of the canvas at the last frame, px. */
  get painted(): Size | null {
    return this.#presented && (this.#canvas ?? this.#presented);
  }

  /** Somebody else used the engine: it is told everything anew. */
  forgetOptions(): void {
    this.#told = null;
  }

  /** Forgets what was drawn: the canvas was replaced. */
  #reset(): void {
    this.#styledSource = null;
    this.#presented = null;
    this.#failures = 0;
    this.#timing.clear();
  }

  /** Size to warm an engine up for. */
  warmUpSize(source: OpenSource | null, detail: Detail): Size {
    const px = detail === 'auto' ? 256 : detail;
    return viewOf(source?.size ?? expectedSize, isFile(source) ? null : this.#stage, px).size;
  }

  /** Where the current frame of `source` goes; null while it has none. */
  placement(source: OpenSource, client: EngineClient, settings: Settings): Placement | null {
    if (!source.size) return null;
    const detail = this.#autoLevel(source, client, settings) ?? fixedDetail(client, settings.detail);
    const usual = this.placementAt(source, source.size, detail, settings);
    const { strokeScale } = settings;
    const placed =
      strokeScale === 1 ? usual : this.placementAt(source, source.size, detail / strokeScale, settings);
    // Some engines enlarge slowly; the page does it for nothing. But the camera's part must not be coarse.
    const enlarges = client.info.abilities.enlarges || settings.splitView || settings.styledArea !== 'all';
    // Larger strokes must not make the picture smaller.
    if (!enlarges) return strokeScale > 1 ? { ...placed, canvas: likeIn(placed, usual) } : placed;
    return { ...placed, canvas: canvasSizeOf({ size: placed, crop: placed.crop }, this.#shown()) };
  }

  /** The same part of the picture from a frame of any size. @param detail side in px of a square as large. */
  placementAt(source: OpenSource, frame: Size, detail: number, settings: Settings): PlacedView {
    const { size, crop } = viewOf(frame, isFile(source) ? null : this.#stage, detail, this.#zoom);
    return { ...size, crop, mirror: isMirrored(source, settings) };
  }

  /**
   * Draws one frame. Resolves to false when there was none to draw.
   * @throws what the engine throws, when it failed several times in a row; single failures are dropped frames.
   */
  async draw(source: OpenSource, client: EngineClient, settings: Settings): Promise<boolean> {
    const level = this.#autoLevel(source, client, settings);
    const placement = this.placement(source, client, settings);
    const grabbedAt = performance.now();
    // What a source cannot give is not the engine's fault: the next frame may come.
    const frame = placement && (await source.grab().catch(() => null));
    if (!frame) return false;
    try {
      this.#tell(client, renderOptionsOf(settings, source.state.kind !== 'picture'), wantsPeople(settings));
      const cut = !this.hasStyled(source);
      const timed = level !== null && this.#auto.times(grabbedAt);
      const presented = await client.present(frame, { ...placement, cut, timed });
      const now = performance.now();
      this.#failures = 0;
      this.#presented = { width: presented.width, height: presented.height };
      this.#canvas = placement.canvas ?? null;
      this.#styledSource = source;
      this.#timing.add(now, presented.ms);
      if (level !== null && source.moving) this.#auto.add(now, now - grabbedAt, presented, level);
      return true;
    } catch (error) {
      if (isAbortError(error) || isImpastoError(error, 'destroyed') || isImpastoError(error, 'engine-lost')) {
        return false;
      }
      this.#failures += 1;
      // A picture that stands still announces no other frame: it is tried again at once.
      if (this.#failures < 3) return source.moving ? false : await this.draw(source, client, settings);
      this.#failures = 0;
      throw new Error(messageOf(error), { cause: error });
    }
  }

  /** The current frame once more, into memory. Null while there is none. */
  async still(
    source: OpenSource,
    client: EngineClient,
    settings: Settings,
    signal?: AbortSignal,
  ): Promise<RgbaPicture | null> {
    const placement = this.placement(source, client, settings);
    const frame = placement && (await source.grab());
    return frame ? client.stylize(frame, placement, signal) : null;
  }

  stats(backend: BackendName): Stats | null {
    const figures = this.#timing.figures();
    if (!figures || !this.#presented) return null;
    const { fps, medianMs, p95Ms } = figures;
    return { fps, medianMs, p95Ms, ...this.#presented, backend };
  }

  /** What the `auto` detail does with `source`; null where it has nothing to do. */
  governorStatus(source: OpenSource | null, settings: Settings): GovernorStatus | null {
    if (!source?.moving || settings.detail !== 'auto' || !this.hasStyled(source)) return null;
    return this.#auto.status(this.#timing.figures()?.fps ?? 0);
  }

  /** Width by height of what was drawn last. */
  get aspect(): number | null {
    return this.#presented && this.#presented.width / this.#presented.height;
  }

  /** Null where the detail is fixed, and for a picture: nobody waits for its next frame. */
  #autoLevel(source: OpenSource, client: EngineClient, settings: Settings): Level | null {
    if (settings.detail !== 'auto' || source.state.kind === 'picture' || !source.size) return null;
    const { crop } = viewOf(source.size, isFile(source) ? null : this.#stage, Infinity, this.#zoom);
    return this.#auto.level(client, settings.targetFps, Math.sqrt(crop.width * crop.height));
  }

  /** The stage in device px. */
  #shown(): Size | null {
    if (!this.#stage) return null;
    const { width, height } = this.#stage;
    return { width: width * devicePixelRatio, height: height * devicePixelRatio };
  }

  #tell(client: EngineClient, options: RenderOptions, people: boolean): void {
    const told = this.#told;
    if (told?.client === client && told.people === people && sameOptions(told.options, options)) return;
    client.setOptions(options);
    this.#told = { client, options, people };
    this.#useMasks(client, people);
  }

  /** Loads what is needed for masks when any are wanted first. */
  #useMasks(client: EngineClient | null, people: boolean): void {
    if (!people && !this.#masks) return;
    this.#masks ??= import('../engine/person-masks').then(
      ({ PersonMasks: Masks }) => new Masks(this.#events),
      () => {
        this.#masks = null;
        this.#events.onTrouble();
        return null;
      },
    );
    void this.#masks.then((masks) => masks?.use(client, people));
  }
}

/** People are told from what is behind them. */
function wantsPeople({ styledArea, second }: Settings): boolean {
  return styledArea !== 'all' || second?.place.kind === 'people';
}

/** `inner`'s shape, about as large as `outer`, px. */
function likeIn(inner: Size, outer: Size): Size {
  const scale = Math.max(outer.width / inner.width, outer.height / inner.height);
  return { width: Math.round(inner.width * scale), height: Math.round(inner.height * scale) };
}

function fixedDetail(client: EngineClient, detail: Detail): number {
  return detail === 'auto' ? pictureDetail[client.info.backend] : detail;
}

/** Files are shown whole; the camera fills the stage. */
function isFile(source: OpenSource | null): boolean {
  return source !== null && source.state.kind !== 'camera';
}
