/** Telling that memory ran out. No engine or browser has a code for it, so its words have to do. */
import { messageOf } from './errors';

/**
 * `out of memory` of WebGL, WebGPU and Safari; `Aborted(OOM)` and `memory access out of bounds` of wasm whose heap cannot
 * grow; the RangeErrors of ArrayBuffer, typed arrays and `WebAssembly.Memory` of V8, SpiderMonkey and JavaScriptCore.
 */
const signs =
  /out[ -]of[ -]memory|memory access out of bounds|\boom\b|\ballocat|maximum memory size|grow instance memory|invalid (typed )?array length|length (is )?too large|out-of-range array length/i;

/** True when `error` says that memory ran out. */
export function isOutOfMemory(error: unknown): boolean {
  return signs.test(messageOf(error));
}
