/**
 * One conversion: the first pass looks at moments all over the file (`convert-looks.ts`), so that nothing flickers; the
 * second paints every frame with the running engine, or the one that replaces it. Owns its worker and the tap of the
 * engine; `destroy()` frees both.
 */
import { isAbortError } from '../../shared/async/abort';
import { messageOf } from '../../shared/errors';
import type { Size } from '../../shared/picture';
import { ConvertClient } from '../../workers/convert/convert.client';
import type { ConvertEvent } from '../../workers/convert/convert.client';
import type { Look, RenderOptions, StyleCode } from '../../workers/networks/types';
import type { WorkerPort } from '../../workers/rpc/worker-port';
import type { ConvertOptions } from '../api/convert-state';
import type { RunningEngine } from '../engine/engine-supervisor';
import type { PlacedLook } from '../styles/style-choice';
import type { LookTrack } from './convert-looks';
import type { EngineRetries } from './engine-retries';
import type { StylePoint } from './style-track';

/** Moments of the file that are looked at in the first pass, and how much memory their pictures may take, bytes. */
const mostReadings = 12;
const fewestReadings = 4;
const readingBytes = 96e6;
/** Painted frames that may be under way: one is, and one more after an engine was lost. */
const tapCredit = 4;

export interface ConvertJobDeps {
  readonly engines: EngineRetries;
  /** Code of a style of the library. */
  readonly styleCode: (id: string, signal: AbortSignal) => Promise<StyleCode>;
  /** How frames are computed and shown. */
  readonly options: RenderOptions;
  readonly onProgress: (event: Exclude<ConvertEvent, { kind: 'paint' }>) => void;
  /** Makes the worker; for tests. */
  readonly spawn: (() => WorkerPort) | undefined;
}

export class ConvertJob {
  readonly client: ConvertClient;
  readonly #deps: ConvertJobDeps;
  readonly #size: Size;
  readonly #stop = new AbortController();
  #engine: RunningEngine | null = null;
  /** Null in the first pass. */
  #looks: LookTrack | null = null;
  /** The look the engine has. */
  #shown: Look | null = null;
  /** The next frame is the file's first. */
  #cut = true;

  /** @param size of the painted frames, px */
  constructor(size: Size, deps: ConvertJobDeps) {
    this.#size = size;
    this.#deps = deps;
    this.client = new ConvertClient(
      (event) => this.#receive(event),
      () => this.#stop.abort(),
      deps.spawn,
    );
  }

  /** Aborted when the job is called off, or its worker has crashed. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * First pass: finds what each frame is painted with.
   * @param placed what is chosen; the keyframes change the style in hand
   * @param onProgress 0..1
   * @throws AbortError and what engines throw
   */
  async measure(
    file: File,
    { trim, keyframes }: ConvertOptions,
    placed: PlacedLook,
    onProgress: (progress: number) => void,
  ): Promise<void> {
    const { signal } = this;
    const { engines, styleCode } = this.#deps;
    const { measureLooks, planOf } = await import('./convert-looks');
    const points: StylePoint[] = [];
    for (const { at, styleId, strength } of keyframes) {
      const code = await engines.run(signal, () => styleCode(styleId, signal));
      points.push({ at: at - trim.start, code, strength });
    }
    const { width, height } = this.#size;
    const affordable = Math.floor(readingBytes / (width * height * 4));
    const count = Math.min(mostReadings, Math.max(fewestReadings, affordable));
    const pictures = await this.client.sample(file, trim, count, Math.max(width, height), signal);
    this.#looks = await measureLooks(
      planOf(placed, points),
      pictures,
      this.#size,
      (work) => engines.run(signal, ({ client }) => work(client)),
      onProgress,
    );
  }

  /** Second pass. @param name of the file, without its ending. @param bitrate of the picture, bit/s */
  async paint(
    file: File,
    name: string,
    { trim }: ConvertOptions,
    bitrate: number,
  ): ReturnType<ConvertClient['convert']> {
    this.#attach(await this.#deps.engines.engine(this.signal));
    return this.client.convert({ file, name, size: this.#size, bitrate, trim }, this.signal);
  }

  /** Calls it off: what runs rejects. Idempotent. */
  cancel(): void {
    this.#stop.abort();
    this.client.destroy();
  }

  /** Idempotent. */
  destroy(): void {
    this.cancel();
    this.#engine?.client.closeTap();
    this.#engine = null;
  }

  #receive(event: ConvertEvent): void {
    if (event.kind === 'paint') void this.#paintFrame(event.frame, event.time);
    else this.#deps.onProgress(event);
  }

  /** Connects the tap of an engine that is new to the job. */
  #attach(engine: RunningEngine): void {
    if (engine === this.#engine) return;
    this.#engine = engine;
    this.#shown = null;
    this.client.attach(engine.client.openTap(tapCredit));
    engine.client.setOptions(this.#deps.options);
  }

  /** Paints one frame, on another engine if the first is lost. Closes it. @param time in the part, s */
  async #paintFrame(frame: VideoFrame, time: number): Promise<void> {
    try {
      await this.#deps.engines.run(this.signal, async (engine) => {
        this.#attach(engine);
        const look = this.#looks?.at(time) ?? null;
        if (look && look !== this.#shown) engine.client.setLook(look);
        this.#shown = look;
        const cut = this.#cut;
        this.#cut = false;
        await engine.client.present(frame.clone(), { ...this.#size, mirror: false, cut });
      });
    } catch (error) {
      if (!isAbortError(error)) this.client.refusePaint(messageOf(error));
    } finally {
      frame.close();
    }
  }
}
