/**
 * What happens behind `<impasto-canvas>`: an engine that is kept running, one feed of frames, one look. The latest of what
 * is asked for wins. Owns worker, canvas and feed; `destroy()` frees them and is idempotent.
 */

import { EngineSupervisor } from '../pipeline/engine/engine-supervisor';
import { patienceMs } from '../pipeline/engine/paint-watch';
import { FrameLoop } from '../pipeline/live/frame-loop';
import { PageVisibility } from '../pipeline/state/page-visibility';
import { viewOf } from '../pipeline/sources/view-geometry';
import { isAbortError } from '../shared/async/abort';
import { ImpastoError, isImpastoError, messageOf } from '../shared/errors';
import { Latest } from '../shared/async/latest';
import type { Size } from '../shared/picture';
import type { WorkerPort } from '../workers/rpc/worker-port';
import type { EngineInfo, Presented } from '../workers/engine/engine.protocol';
import { modelStoreAt } from './create-style-engine';
import { engineError } from './engine-error';
import { openFeed } from './frame-feed';
import type { Facing, FrameFeed } from './frame-feed';
import { StyleEngine } from './style-engine';
import { StyleReader } from './style-reader';
import type { StyleIngredient } from './style-reader';
import type { BackendChoice, WeightedStyle } from '../workers/networks/types';
import { styleCodeLength } from '../workers/networks/types';

export interface PainterEvents {
  /** Another canvas shows the picture from now on. */
  readonly onCanvas: (canvas: HTMLCanvasElement) => void;
  /** The first frame of what was asked for last, source and styles, is on the canvas. */
  readonly onReady: (info: EngineInfo) => void;
  readonly onFrame: (presented: Presented) => void;
  readonly onError: (error: ImpastoError) => void;
}

export interface PainterOptions {
  readonly models: string;
  readonly backend: BackendChoice;
  readonly createWorker: (() => WorkerPort) | undefined;
}

/** How the picture is painted and shown; see the element's attributes. */
export interface PainterView {
  readonly strength: number;
  readonly detail: number;
  readonly mirror: boolean;
  readonly paused: boolean;
  /** Size of the element, device px. */
  readonly shown: Size | null;
}

/** Without a style the picture is shown as it is: strength 0 needs a code, and any will do. */
const neutral: readonly WeightedStyle[] = [{ code: new Float32Array(styleCodeLength), weight: 1 }];
/** Shape the engine is warmed up for while the source is not known, px. */
const expectedSize: Size = { width: 640, height: 480 };
/** Frames in a row that may fail before the engine is built anew. */
const maxFailures = 3;

export class CanvasPainter {
  readonly #events: PainterEvents;
  readonly #supervisor: EngineSupervisor;
  readonly #visibility = new PageVisibility();
  readonly #loop: FrameLoop;
  readonly #reader = new StyleReader();
  #view: PainterView;
  #engine: StyleEngine | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #feed: FrameFeed | null = null;
  #ingredients: readonly StyleIngredient[] = [];
  /** Null until the styles were read. */
  #mix: readonly WeightedStyle[] | null = null;
  readonly #opening = new Latest();
  readonly #reading = new Latest();
  /** Counts changes of source and styles. */
  #asked = 0;
  /** The count that `onReady` was last called for. */
  #answered = 0;
  /** The styles that were asked for last could not be read: what is painted is not what was asked for. */
  #refused = false;
  #cut = true;
  #failures = 0;

  constructor({ models, backend, createWorker }: PainterOptions, view: PainterView, events: PainterEvents) {
    this.#view = view;
    this.#events = events;
    this.#loop = new FrameLoop(() => this.#render(), this.#visibility);
    this.#visibility.addEventListener('change', () => this.#applyPaused());
    this.#supervisor = new EngineSupervisor(
      (onProgress, signal) => modelStoreAt(models).load({ onProgress, signal }),
      {
        onChange: () => this.#engineChanged(),
        patience: () => (this.#feed !== null && !this.#visibility.asleep ? patienceMs.live : null),
        onRestart: () => undefined,
      },
      createWorker,
    );
    void this.#supervisor.start(backend, () => viewOf(expectedSize, null, this.#view.detail).size);
  }

  /** @param src `camera`, an address, or empty for none. */
  setSource(src: string, facing: Facing): void {
    const signal = this.#opening.begin();
    this.#setFeed(null);
    if (src !== '') void this.#open(src, facing, signal);
  }

  /** @param ingredients none shows the picture as it is. */
  setStyles(ingredients: readonly StyleIngredient[]): void {
    this.#ingredients = ingredients;
    void this.#readStyles();
  }

  setView(view: PainterView): void {
    this.#view = view;
    this.#applyPaused();
    this.#applyLook();
  }

  destroy(): void {
    this.#opening.cancel();
    this.#reading.cancel();
    this.#loop.destroy();
    this.#visibility.destroy();
    this.#setFeed(null);
    this.#engine = null;
    this.#supervisor.destroy();
  }

  async #open(src: string, facing: Facing, signal: AbortSignal): Promise<void> {
    try {
      const feed = await openFeed(
        src,
        facing,
        { onFrame: () => this.#loop.invalidate(), onEnded: this.#events.onError },
        signal,
      );
      if (signal.aborted) feed.destroy();
      else this.#setFeed(feed);
    } catch (error) {
      this.#report(error, signal);
    }
  }

  #setFeed(feed: FrameFeed | null): void {
    this.#feed?.destroy();
    this.#feed = feed;
    if (!feed) return;
    this.#asked += 1;
    this.#cut = true;
    this.#applyPaused();
    this.#applyOptions();
    this.#loop.invalidate();
  }

  #engineChanged(): void {
    const { running, state } = this.#supervisor;
    if (state.kind === 'failed') this.#events.onError(engineError(state));
    const canvas = running?.canvas ?? null;
    if (canvas === this.#canvas) return;
    this.#canvas = canvas;
    this.#engine = running && new StyleEngine(running.client);
    this.#cut = true;
    this.#failures = 0;
    if (!running) return;
    this.#applyOptions();
    void this.#readStyles();
  }

  async #readStyles(): Promise<void> {
    const signal = this.#reading.begin();
    const engine = this.#engine;
    if (!engine) return;
    try {
      const mix = await this.#reader.read(engine, this.#ingredients, signal);
      if (signal.aborted) return;
      this.#mix = mix;
      this.#refused = false;
      this.#asked += 1;
    } catch (error) {
      if (signal.aborted || !this.#report(error, signal)) return;
      this.#refused = true;
      // What was shown before stays; with nothing before, the picture is shown as it is.
      this.#mix ??= [];
    }
    this.#applyLook();
  }

  #applyLook(): void {
    if (!this.#engine || !this.#mix) return;
    const styled = this.#mix.some(({ weight }) => weight > 0);
    this.#engine.setLook(
      styled ? { mix: this.#mix, strength: this.#view.strength } : { mix: neutral, strength: 0 },
    );
    this.#loop.invalidate();
  }

  /** A picture has no past to average over. */
  #applyOptions(): void {
    this.#engine?.setOptions(this.#feed?.moving === false ? { statistics: 'exact', steadiness: 0 } : {});
  }

  #applyPaused(): void {
    this.#feed?.setPaused(this.#view.paused || this.#visibility.asleep);
  }

  async #render(): Promise<void> {
    const engine = this.#engine;
    const feed = this.#feed;
    const canvas = this.#canvas;
    const asked = this.#asked;
    if (!engine || !feed || !canvas || !this.#mix) return;
    const frame = await feed.grab().catch(() => null);
    if (!frame) return;
    if (engine !== this.#engine || feed !== this.#feed) {
      frame.close();
      return;
    }
    const { detail, mirror, shown } = this.#view;
    try {
      const cut = this.#cut;
      this.#cut = false;
      const presented = await engine.present(frame, { detail, mirror, cut, ...(shown && { shown }) });
      this.#failures = 0;
      if (!presented || engine !== this.#engine) return;
      this.#events.onCanvas(canvas);
      this.#events.onFrame(presented);
      if (!this.#refused && asked === this.#asked && asked !== this.#answered) {
        this.#answered = asked;
        this.#events.onReady(engine.info);
      }
    } catch (error) {
      if (engine !== this.#engine || isImpastoError(error, 'engine-lost')) return;
      this.#failures += 1;
      if (this.#failures === maxFailures) this.#supervisor.framesFail(error);
    }
  }

  /** False for what is no error: an ended job, or an engine that is being replaced anyway. */
  #report(error: unknown, signal: AbortSignal): boolean {
    if (signal.aborted || isAbortError(error)) return false;
    if (isImpastoError(error, 'destroyed') || isImpastoError(error, 'engine-lost')) return false;
    this.#events.onError(
      isImpastoError(error) ? error : new ImpastoError('engine-failed', messageOf(error), { cause: error }),
    );
    return true;
  }
}
