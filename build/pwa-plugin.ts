/** Manifest and service worker. The worker is ours (`src/workers/offline/offline.worker.ts`); the plugin lists its files. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { isOnDemand } from '../src/workers/offline/on-demand.ts';
import { appManifest } from './app-manifest.ts';

export function pwa(): PluginOption {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/workers/offline',
    filename: 'offline.worker.ts',
    // The address of a service worker must stay the same for ever: a renamed one can never be updated.
    outDir: 'dist',
    injectRegister: false,
    manifest: appManifest,
    includeManifestIcons: false,
    injectManifest: {
      globPatterns: [
        '**/*.{html,js,css,wasm,tflite,svg,png}',
        'models/models.json',
        'styles/**/*.{jpg,webp,safetensors}',
      ],
      globIgnores: ['screenshots/**', 'offline.worker.js', '**/*.map'],
      // Names in assets/ hold a content hash already; what is kept when used is checked by its whole hash all the same.
      dontCacheBustURLsMatching: /^assets\//,
      maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
      manifestTransforms: [
        (entries) => ({
          manifest: entries.map((entry) =>
            entry.revision === null && !isOnDemand(entry.url)
              ? entry
              : { ...entry, revision: sha256(`dist/${entry.url}`) },
          ),
        }),
      ],
      sourcemap: false,
    },
  });
}

/** Hexadecimal SHA-256 of a file. */
function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
