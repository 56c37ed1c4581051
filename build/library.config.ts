/**
 * Second half of `npm run build:lib`: the entries of package.json's `exports`, and their types. By Rolldown itself, the
 * bundler inside Vite: Vite would bundle the worker into the entry once more, where it must stay a reference that the
 * bundlers of those who use the package understand.
 */
import { defineConfig } from 'rolldown';
import type { Plugin } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

const input = {
  index: 'src/library/index.ts',
  element: 'src/library/element.ts',
  magenta: 'src/compat/magenta-compat.ts',
};

/** Peers: the page's own copy is used, never a second one. */
const external = /^@tensorflow\//;

/** The worker is a finished file here. */
const finishedWorker: Plugin = {
  name: 'finished-worker',
  resolveId(source, importer) {
    if (!source.endsWith('/spawn-engine') || importer?.includes('/src/library/')) return null;
    return this.resolve('./src/library/spawn-engine.ts', undefined);
  },
};

export default defineConfig([
  {
    input,
    external,
    platform: 'browser',
    plugins: [finishedWorker],
    output: {
      dir: 'dist-lib',
      entryFileNames: '[name].js',
      // Beside the entries, all of them: the worker's address is relative to the chunk that holds it.
      chunkFileNames: '[name]-[hash].js',
      // Quotes stay quotes: some bundlers do not see a worker behind a template string.
      minify: { compress: true, mangle: true, codegen: false },
      sourcemap: true,
    },
  },
  {
    input,
    external,
    plugins: [finishedWorker, dts({ emitDtsOnly: true, compilerOptions: { stripInternal: true } })],
    output: { dir: 'dist-lib', entryFileNames: '[name].js', chunkFileNames: '[name]-types.js' },
  },
]);
