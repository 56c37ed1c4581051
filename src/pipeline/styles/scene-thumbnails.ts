/**
 * Small pictures of the current scene in each style that is looked at: one at a time, with rests in between, so that
 * the live picture keeps its rate. Owns its timer while it is watching; `destroy()` ends it.
 */
import { delay } from '../../shared/async/abort';
import { isImpastoError } from '../../shared/errors';
import { Latest } from '../../shared/async/latest';
import type { EngineClient } from '../../workers/engine/engine.client';
import type { EngineSupervisor } from '../engine/engine-supervisor';
import type { OpenSource } from '../sources/frame-source';
import type { SourceManager } from '../sources/source-manager';
import { isMirrored, viewOf } from '../sources/view-geometry';
import type { Activity } from '../state/activity';
import type { AppSettings } from '../state/app-settings';
import type { PageVisibility } from '../state/page-visibility';
import type { StyleChoice } from './style-choice';

/** Side of a thumbnail, px; a multiple of 4. */
const viewSide = 96;
/** Rest after each picture, ms, at least, and as a multiple of what it took: the live picture has the larger share. */
const restMs = 60;
const restShare = 2;
/** A style that failed once is tried again after twice this, then after longer and longer, ms. */
const retryMs = 1000;
/** A picture this old, ms, is made again while the scene moves. */
const staleMs = 6000;

export interface SceneThumbnailsDeps {
  readonly sources: Pick<SourceManager, 'current'>;
  readonly engine: Pick<EngineSupervisor, 'running'>;
  readonly choice: Pick<StyleChoice, 'code'>;
  readonly settings: Pick<AppSettings, 'current'>;
  readonly activity: Pick<Activity, 'coversLive'>;
  readonly visibility: Pick<PageVisibility, 'asleep'>;
  /** A picture came. */
  readonly onChange: () => void;
}

interface Thumbnail {
  readonly source: OpenSource;
  readonly picture: ImageData;
  readonly madeAt: number;
}

export class SceneThumbnails {
  readonly #deps: SceneThumbnailsDeps;
  readonly #made = new Map<string, Thumbnail>();
  /** Styles that failed, how often, and when they are tried again (never, where the artwork cannot be read). */
  readonly #failed = new Map<string, { readonly times: number; readonly againAt: number }>();
  readonly #watching = new Latest();
  #ids: readonly string[] = [];
  #running = false;

  constructor(deps: SceneThumbnailsDeps) {
    this.#deps = deps;
  }

  /** The latest picture in a style, as long as it shows the current source. */
  get(id: string): ImageData | null {
    const made = this.#made.get(id);
    return made?.source === this.#deps.sources.current ? made.picture : null;
  }

  /** @param ids what can be seen, most important first; empty ends the work and frees the pictures. */
  watch(ids: readonly string[]): void {
    this.#ids = ids;
    if (ids.length === 0) {
      this.#watching.begin();
      this.#made.clear();
      return;
    }
    if (!this.#running) void this.#run();
  }

  destroy(): void {
    this.watch([]);
  }

  get #engine(): EngineClient | null {
    return this.#deps.engine.running?.client ?? null;
  }

  /** False while the engine has other work, or nobody can see it. */
  get #idle(): boolean {
    return !this.#deps.visibility.asleep && !this.#deps.activity.coversLive;
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#ids.length > 0) {
        const { signal } = this.#watching;
        const startedAt = performance.now();
        const id = this.#next(startedAt);
        if (id !== undefined && this.#idle) await this.#make(id, signal);
        const took = performance.now() - startedAt;
        await delay(id === undefined ? staleMs / 10 : Math.max(restMs, restShare * took));
      }
    } finally {
      this.#running = false;
    }
  }

  /** What is missing first, then what is oldest, if it is old. */
  #next(now: number): string | undefined {
    const source = this.#deps.sources.current;
    const candidates = this.#ids.filter((id) => now >= (this.#failed.get(id)?.againAt ?? 0));
    const missing = candidates.find((id) => this.#made.get(id)?.source !== source);
    if (missing !== undefined || source?.moving !== true) return missing;
    const age = (id: string): number => now - (this.#made.get(id)?.madeAt ?? 0);
    const oldest = candidates.toSorted((a, b) => age(b) - age(a))[0];
    return oldest !== undefined && age(oldest) > staleMs ? oldest : undefined;
  }

  async #make(id: string, signal: AbortSignal): Promise<void> {
    const source = this.#deps.sources.current;
    const engine = this.#engine;
    const size = source?.size;
    if (!source || !size || !engine) return;
    try {
      const code = await this.#deps.choice.code(id, signal);
      const frame = await source.grab();
      if (signal.aborted) frame?.close();
      if (!frame || signal.aborted) return;
      const { crop } = viewOf(size, { width: 1, height: 1 }, viewSide);
      const placement = {
        width: viewSide,
        height: viewSide,
        crop,
        mirror: isMirrored(source, this.#deps.settings.current),
      };
      const look = { mix: [{ code, weight: 1 }], strength: 1 };
      const { data, width, height } = await engine.stylize(frame, placement, signal, look);
      signal.throwIfAborted();
      const picture = new ImageData(new Uint8ClampedArray(data), width, height);
      this.#made.set(id, { source, picture, madeAt: performance.now() });
      this.#failed.delete(id);
      this.#deps.onChange();
    } catch (error) {
      // Aborted, or an engine or a source that is going: none of it is the style's fault.
      if (signal.aborted || engine !== this.#engine || source !== this.#deps.sources.current) return;
      const times = (this.#failed.get(id)?.times ?? 0) + 1;
      const wait = isImpastoError(error, 'unreadable-picture') ? Infinity : retryMs * 2 ** Math.min(times, 5);
      this.#failed.set(id, { times, againAt: performance.now() + wait });
    }
  }
}
