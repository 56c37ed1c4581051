import type { Plugin } from 'vite';

/**
 * tfjs starts its wasm threads from the source text of Emscripten's module, after a textual search for `_scriptDir`.
 * A minifier renames that variable, and every thread dies of a ReferenceError; a property keeps its name.
 */
export const keepScriptDir = (): Plugin => ({
  name: 'keep-script-dir',
  transform: (code, id) =>
    id.includes('tfjs-backend-wasm-threaded-simd.js')
      ? {
          code: code
            .replace(/\bvar _scriptDir\b/g, '_scriptDir')
            .replaceAll('_scriptDir', 'globalThis._scriptDir'),
          map: null,
        }
      : undefined,
});
