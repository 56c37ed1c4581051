/**
 * Notices when WebAssembly's memory cannot grow. Emscripten only returns a null pointer then, and tfjs and XNNPACK go on
 * with wrong numbers or never return: whoever is told must give the engine up.
 */

/** Emscripten asks for less and less up to three times; only then is memory really short. */
const tries = 3;

/** Calls `onShort` once when this thread's wasm memory could not grow, from within the failing call. */
export function watchWasmMemory(onShort: () => void): void {
  const prototype = WebAssembly.Memory.prototype;
  const grow = Object.getOwnPropertyDescriptor(prototype, 'grow')?.value as (
    this: WebAssembly.Memory,
    pages: number,
  ) => number;
  let failures = 0;
  prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
    try {
      const before = grow.call(this, pages);
      failures = 0;
      return before;
    } catch (error) {
      failures += 1;
      if (failures === tries) onShort();
      throw error;
    }
  };
}
