/**
 * First half of `npm run build:lib`: the engine worker with tfjs in it, as `dist-lib/engine-worker.js`, chunks that it
 * imports when it needs them (one a backend), and the wasm files. All of it refers to each other by `import.meta.url`, so
 * that it runs from any folder, bundled or not.
 */
import { defineConfig } from 'vite';
import { keepScriptDir } from './keep-script-dir.ts';

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [keepScriptDir()],
  build: {
    outDir: 'dist-lib',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    license: { fileName: 'THIRD-PARTY.md' },
    rolldownOptions: {
      input: { 'engine-worker': 'src/workers/engine/engine.worker.ts' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'worker/[name]-[hash].js',
        assetFileNames: 'worker/[name][extname]',
      },
    },
  },
});
