/**
 * Counts what is asked of WebGL in this realm by wrapping the contexts' prototypes, whoever calls them. Each draw call
 * is one kernel of tfjs. Install before any context is made; it lasts as long as the realm.
 */
import { noCounts } from '../report';
import type { Counts } from '../report';

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
  readonly #counts: Mutable<Counts> = { ...noCounts };

  constructor() {
    const { WebGLRenderingContext: one, WebGL2RenderingContext: two } = globalThis as Partial<
      Pick<typeof globalThis, 'WebGLRenderingContext' | 'WebGL2RenderingContext'>
    >;
    for (const prototype of [one?.prototype, two?.prototype]) if (prototype) this.#watch(prototype);
  }

  /** A copy of the counts so far. */
  read(): Counts {
    return { ...this.#counts };
  }

  #watch(prototype: object): void {
    const counts = this.#counts;
    const tap = (name: string, count: (args: readonly unknown[]) => void): void => {
      const original: unknown = Reflect.get(prototype, name);
      if (typeof original !== 'function') return;
      const wrapped: Method = function (...args) {
        count(args);
        return (original as Method).apply(this, args);
      };
      Object.defineProperty(prototype, name, { value: wrapped, configurable: true, writable: true });
    };
    for (const name of ['drawArrays', 'drawElements']) tap(name, () => (counts.dispatches += 1));
    for (const name of ['flush', 'finish']) tap(name, () => (counts.submits += 1));
    tap('createBuffer', () => (counts.buffersCreated += 1));
    tap('createTexture', () => (counts.texturesCreated += 1));
    for (const name of ['texImage2D', 'texSubImage2D', 'bufferData', 'bufferSubData']) {
      tap(name, (args) => (counts.bytes += uploadedBytes(args)));
    }
    // With a pixel buffer bound, `readPixels` gets an offset and the data come by `getBufferSubData`.
    for (const name of ['readPixels', 'getBufferSubData']) {
      tap(name, (args) => {
        const bytes = uploadedBytes(args);
        if (bytes === 0) return;
        counts.readbacks += 1;
        counts.bytes += bytes;
      });
    }
  }
}
