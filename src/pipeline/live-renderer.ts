/**
 * Draws the current frame of the current source with the current engine, and measures it. Decides the size. Owns no
 * resource: frames go to the engine, which closes them.
 */
import { isAbortError } from '../shared/abort';
import { isImpastoError, messageOf } from '../shared/errors';
import type { Rect, RgbaPicture, Size } from '../shared/picture';
import type { EngineClient } from '../workers/engine.client';
import type { Placement } from '../workers/engine.protocol';
import { DetailChooser, pictureDetail } from './detail-chooser';
import { FrameTiming } from './frame-timing';
import type { OpenSource } from './frame-source';
import type { BackendName, Detail, Settings, Stats } from './session-state';
import { viewOf } from './view-geometry';

/** Camera frames are expected in this size until the first one is there, px. */
const EXPECTED: Size = { width: 1280, height: 720 };

/** A placement that says which part it shows. */
export type PlacedView = Placement & { readonly crop: Rect };

export class LiveRenderer {
  readonly #timing = new FrameTiming();
  #chooser: DetailChooser | null = null;
  #chooserFor: EngineClient | null = null;
  #stage: Size | null = null;
  #presented: Size | null = null;
  #styledSource: OpenSource | null = null;
  #failures = 0;

  setStageSize(stage: Size): void {
    this.#stage = stage;
  }

  /** True when the canvas shows a frame of `source`. */
  hasStyled(source: OpenSource | null): boolean {
    return source !== null && this.#styledSource === source;
  }

  /** Forgets what was drawn: the canvas was replaced. */
  reset(): void {
    this.#styledSource = null;
    this.#presented = null;
    this.#timing.clear();
  }

  /** Size to warm an engine up for. */
  warmUpSize(source: OpenSource | null, detail: Detail): Size {
    const px = detail === 'auto' ? 256 : detail;
    return viewOf(source?.size ?? EXPECTED, isFile(source) ? null : this.#stage, px).size;
  }

  /** Where the current frame of `source` goes; null while it has none. */
  placement(source: OpenSource, client: EngineClient, settings: Settings): Placement | null {
    if (!source.size) return null;
    return this.placementAt(source, source.size, this.#detail(source, client, settings.detail), settings);
  }

  /** The same part of the picture from a frame of any size. @param detail side in px of a square as large. */
  placementAt(source: OpenSource, frame: Size, detail: number, settings: Settings): PlacedView {
    const { size, crop } = viewOf(frame, isFile(source) ? null : this.#stage, detail);
    return { ...size, crop, mirror: isMirrored(source, settings) };
  }

  /**
   * Draws one frame. Resolves to false when there was none to draw.
   * @throws what the engine throws, when it failed several times in a row; single failures are dropped frames.
   */
  async draw(source: OpenSource, client: EngineClient, settings: Settings): Promise<boolean> {
    const placement = this.placement(source, client, settings);
    const frame = placement && (await source.grab());
    if (!frame) return false;
    try {
      const cut = !this.hasStyled(source);
      const { ms, width, height } = await client.present(frame, { ...placement, cut });
      this.#failures = 0;
      this.#presented = { width, height };
      this.#styledSource = source;
      this.#timing.add(performance.now(), ms);
      if (source.moving && settings.detail === 'auto') this.#chooser?.add(ms);
      return true;
    } catch (error) {
      if (isAbortError(error) || isImpastoError(error, 'destroyed') || isImpastoError(error, 'engine-lost')) {
        return false;
      }
      this.#failures += 1;
      if (this.#failures < 3) return false;
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

  #detail(source: OpenSource, client: EngineClient, choice: Detail): number {
    if (choice !== 'auto') return choice;
    const { backend } = client.info;
    if (isFile(source) && !source.moving && source.state.kind === 'picture') return pictureDetail[backend];
    if (!this.#chooser || this.#chooserFor !== client) {
      this.#chooser = new DetailChooser(backend);
      this.#chooserFor = client;
    }
    return this.#chooser.current;
  }
}

/** Files are shown whole; the camera fills the stage. */
function isFile(source: OpenSource | null): boolean {
  return source !== null && source.state.kind !== 'camera';
}

/** A camera that looks at its user is shown as a mirror would; one of unknown facing (a webcam) most likely does. */
export function isMirrored(source: OpenSource | null, settings: Settings): boolean {
  return settings.mirrorSelfie && source?.state.kind === 'camera' && source.state.facing !== 'environment';
}
