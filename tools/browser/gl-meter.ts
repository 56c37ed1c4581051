/**
 * GpuCounts what is asked of WebGL in this realm by wrapping the contexts' prototypes, whoever calls them. Each draw call
 * is one kernel of tfjs. Install before any context is made; it lasts as long as the realm.
 */
import { noCounts } from '../../src/workers/engine/gpu/gpu-meter';
import type { GpuCounts } from '../../src/workers/engine/gpu/gpu-meter';

/** What tells whether frames stay on the GPU, and whether what they use is given back. */
export interface GlTraffic {
  /** Calls of `readPixels`, into main memory or into a buffer. */
  readonly readPixels: number;
  /** Calls of `getImageData` on canvases in this realm. */
  readonly imageReads: number;
  readonly texturesCreated: number;
  readonly texturesDeleted: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Bytes handed over in the arguments of a texture upload: an array, or the pixels of an image, canvas or video. */
function uploadedBytes(args: readonly unknown[]): number {
  for (const argument of args.toReversed()) {
    if (ArrayBuffer.isView(argument)) return argument.byteLength;
    if (typeof argument === 'object' && argument !== null && 'width' in argument && 'height' in argument) {
      return Number(argument.width) * Number(argument.height) * 4;
    }
  }
  return 0;
}

export class GlMeter {
  readonly #counts: Mutable<GpuCounts> = { ...noCounts };
  readonly #traffic: Mutable<Omit<GlTraffic, 'texturesCreated'>> = {
    readPixels: 0,
    imageReads: 0,
    texturesDeleted: 0,
  };

  constructor() {
    const { WebGLRenderingContext: one, WebGL2RenderingContext: two } = globalThis as Partial<
      Pick<typeof globalThis, 'WebGLRenderingContext' | 'WebGL2RenderingContext'>
    >;
    for (const prototype of [one?.prototype, two?.prototype]) if (prototype) this.#watch(prototype);
    const { OffscreenCanvasRenderingContext2D: canvas } = globalThis;
    tap(canvas.prototype, 'getImageData', () => (this.#traffic.imageReads += 1));
  }

  /** A copy of the counts so far. */
  read(): GpuCounts {
    return { ...this.#counts };
  }

  readTraffic(): GlTraffic {
    return { ...this.#traffic, texturesCreated: this.#counts.texturesCreated };
  }

  #watch(prototype: object): void {
    const counts = this.#counts;
    const tapThis = (name: string, count: (args: readonly unknown[]) => void): void =>
      tap(prototype, name, count);
    for (const name of ['drawArrays', 'drawElements']) tapThis(name, () => (counts.dispatches += 1));
    for (const name of ['flush', 'finish']) tapThis(name, () => (counts.submits += 1));
    tapThis('createBuffer', () => (counts.buffersCreated += 1));
    tapThis('createTexture', () => (counts.texturesCreated += 1));
    tapThis('deleteTexture', () => (this.#traffic.texturesDeleted += 1));
    tapThis('readPixels', () => (this.#traffic.readPixels += 1));
    for (const name of ['texImage2D', 'texSubImage2D', 'bufferData', 'bufferSubData']) {
      tapThis(name, (args) => (counts.bytes += uploadedBytes(args)));
    }
    // With a pixel buffer bound, `readPixels` gets an offset and the data come by `getBufferSubData`.
    for (const name of ['readPixels', 'getBufferSubData']) {
      tapThis(name, (args) => {
        const bytes = uploadedBytes(args);
        if (bytes === 0) return;
        counts.readbacks += 1;
        counts.bytes += bytes;
      });
    }
  }
}

/** Calls `count` ahead of every call of `prototype[name]`, where there is such a method. */
function tap(prototype: object, name: string, count: (args: readonly unknown[]) => void): void {
  const original: unknown = Reflect.get(prototype, name);
  if (typeof original !== 'function') return;
  const wrapped: Method = function (...args) {
    count(args);
    return (original as Method).apply(this, args);
  };
  Object.defineProperty(prototype, name, { value: wrapped, configurable: true, writable: true });
}
