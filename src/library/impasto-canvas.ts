/**
 * `<impasto-canvas>`: a video, picture or camera, painted in a style. Plain DOM, no framework. What it needs of the machine
 * (worker, GPU, camera) it takes when it enters a document and frees when it leaves it.
 */

import type { ImpastoError } from '../shared/errors';
import type { WorkerPort } from '../workers/rpc/worker-port';
import type { EngineInfo, Presented } from '../workers/engine/engine.protocol';
import { CanvasPainter } from './canvas-painter';
import type { PainterView } from './canvas-painter';
import type { Facing } from './frame-feed';
import type { StyleIngredient } from './style-reader';
import type { BackendChoice } from '../workers/networks/types';
import { backends } from '../workers/networks/types';

const observed = [
  'src',
  'facing',
  'style-src',
  'strength',
  'detail',
  'mirror',
  'paused',
  'models',
  'backend',
] as const;

const sheet = `
:host { display: block; background: var(--impasto-background, transparent); }
:host([hidden]) { display: none; }
canvas { display: block; inline-size: 100%; block-size: 100%; object-fit: var(--impasto-fit, contain); }
`;

/**
 * @attr src - `camera`, or the address of a video or picture.
 * @attr facing - Which camera: `user` (default) or `environment`.
 * @attr style-src - Address of the artwork, or several separated by spaces, mixed in equal parts. None shows the picture
 *   as it is. (`style` is HTML's own.)
 * @attr strength - 0 (the picture itself)..1 (full style, default).
 * @attr detail - Side in px of a square as large as the network's picture, 16..4096; default 256.
 * @attr mirror - Swap left and right.
 * @attr paused - Hold the picture; a change of the look still shows.
 * @attr models - Folder of `models.json`; default `models/`. A change starts the engine anew.
 * @attr backend - `auto` (default), `webgpu`, `webgl`, `wasm` or `cpu`. A change starts the engine anew.
 * @fires ready - CustomEvent<EngineInfo>: the first frame of what `src` and `style-src` ask for is painted.
 * @fires frame - CustomEvent<Presented>: a frame was painted; its size in px, its time in ms.
 * @fires error - ErrorEvent: `message` is one sentence, `error` the `ImpastoError` with its code.
 * @csspart canvas - The canvas.
 * @cssproperty --impasto-fit - Its `object-fit`; default `contain`.
 * @cssproperty --impasto-background - What is around and before the picture; default `transparent`.
 */
export class ImpastoCanvas extends HTMLElement {
  static readonly observedAttributes: readonly string[] = observed;

  /** Makes the workers of all elements, where `engine-worker.js` lies elsewhere than beside the entry. */
  static createWorker: (() => WorkerPort) | undefined;

  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #resizes = new ResizeObserver((entries) => this.#resized(entries));
  #painter: CanvasPainter | null = null;
  #styles: readonly StyleIngredient[] | null = null;
  #shown: PainterView['shown'] = null;

  constructor() {
    super();
    // A constructed sheet is allowed where a policy forbids `<style>`.
    const style = new CSSStyleSheet();
    style.replaceSync(sheet);
    this.#root.adoptedStyleSheets = [style];
  }

  /** What is shown; null before the first frame. Another one takes its place when the engine has to be built anew. */
  get canvas(): HTMLCanvasElement | null {
    return this.#root.querySelector('canvas');
  }

  /** Artworks and their weights, for mixes; null (default) goes by `style-src`. */
  get styles(): readonly StyleIngredient[] | null {
    return this.#styles;
  }
  set styles(styles: readonly StyleIngredient[] | null) {
    this.#styles = styles;
    this.#painter?.setStyles(this.#ingredients());
  }

  get src(): string {
    return this.getAttribute('src') ?? '';
  }
  set src(src: string) {
    this.setAttribute('src', src);
  }

  get facing(): Facing {
    return this.getAttribute('facing') === 'environment' ? 'environment' : 'user';
  }
  set facing(facing: Facing) {
    this.setAttribute('facing', facing);
  }

  get styleSrc(): string {
    return this.getAttribute('style-src') ?? '';
  }
  set styleSrc(src: string) {
    this.setAttribute('style-src', src);
  }

  /** 0..1 */
  get strength(): number {
    return this.#number('strength', 1, 0, 1);
  }
  set strength(strength: number) {
    this.setAttribute('strength', String(strength));
  }

  /** px */
  get detail(): number {
    return this.#number('detail', 256, 16, 4096);
  }
  set detail(detail: number) {
    this.setAttribute('detail', String(detail));
  }

  get mirror(): boolean {
    return this.hasAttribute('mirror');
  }
  set mirror(mirror: boolean) {
    this.toggleAttribute('mirror', mirror);
  }

  get paused(): boolean {
    return this.hasAttribute('paused');
  }
  set paused(paused: boolean) {
    this.toggleAttribute('paused', paused);
  }

  get models(): string {
    return this.getAttribute('models') ?? 'models/';
  }
  set models(models: string) {
    this.setAttribute('models', models);
  }

  get backend(): BackendChoice {
    const asked = this.getAttribute('backend');
    return backends.find((backend) => backend === asked) ?? 'auto';
  }
  set backend(backend: BackendChoice) {
    this.setAttribute('backend', backend);
  }

  connectedCallback(): void {
    this.#resizes.observe(this);
    if (!this.#painter) this.#start();
  }

  disconnectedCallback(): void {
    this.#resizes.disconnect();
    // An element that is only moved comes back within the same task.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  attributeChangedCallback(
    name: (typeof observed)[number],
    before: string | null,
    after: string | null,
  ): void {
    if (!this.#painter || before === after) return;
    switch (name) {
      case 'src':
      case 'facing':
        this.#painter.setSource(this.src, this.facing);
        return;
      case 'style-src':
        this.#painter.setStyles(this.#ingredients());
        return;
      case 'models':
      case 'backend':
        this.#stop();
        this.#start();
        return;
      default:
        this.#painter.setView(this.#view());
    }
  }

  #start(): void {
    const { models, backend } = this;
    const { createWorker } = ImpastoCanvas;
    this.#painter = new CanvasPainter({ models, backend, createWorker }, this.#view(), {
      onCanvas: (canvas) => this.#show(canvas),
      onReady: (info) => this.dispatchEvent(new CustomEvent<EngineInfo>('ready', { detail: info })),
      onFrame: (presented) => this.dispatchEvent(new CustomEvent<Presented>('frame', { detail: presented })),
      onError: (error) => this.#tell(error),
    });
    this.#painter.setSource(this.src, this.facing);
    this.#painter.setStyles(this.#ingredients());
  }

  /** The last picture stays. */
  #stop(): void {
    this.#painter?.destroy();
    this.#painter = null;
  }

  #show(canvas: HTMLCanvasElement): void {
    if (canvas.parentNode === this.#root) return;
    canvas.part.add('canvas');
    this.#root.replaceChildren(canvas);
  }

  #tell(error: ImpastoError): void {
    this.dispatchEvent(new ErrorEvent('error', { message: error.message, error }));
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    const box = entries.at(-1)?.contentRect;
    if (!box || box.width === 0 || box.height === 0) return;
    this.#shown = { width: box.width * devicePixelRatio, height: box.height * devicePixelRatio };
    this.#painter?.setView(this.#view());
  }

  #view(): PainterView {
    const { strength, detail, mirror, paused } = this;
    return { strength, detail, mirror, paused, shown: this.#shown };
  }

  #ingredients(): readonly StyleIngredient[] {
    return this.#styles ?? this.styleSrc.split(/\s+/).flatMap((src) => (src === '' ? [] : [{ src }]));
  }

  /** As HTML does with numbers: what is none counts as left out, what is out of range as the nearest legal value. */
  #number(name: string, missing: number, least: number, most: number): number {
    const text = this.getAttribute(name);
    const value = text === null || text.trim() === '' ? NaN : Number(text);
    return Number.isNaN(value) ? missing : Math.min(most, Math.max(least, value));
  }
}
