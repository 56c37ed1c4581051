import { existsSync } from 'node:fs';

const quietFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Flags that give Debian's chromium WebGPU and WebGL on SwiftShader (no GPU needed) and keep it off the network.
 * All four graphics flags are needed; `--disable-gpu` must never be added.
 */
export const chromiumFlags: string[] = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  ...quietFlags,
];

/** For what asks nothing of a GPU: the page is drawn by the processor, many times faster than by an emulated GPU. */
export const processorFlags: string[] = ['--disable-gpu', ...quietFlags];

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Path of the system's Chromium: `CHROMIUM_PATH` when set, else the first usual place that exists.
 * `scripts/test.mjs` installs it before any test starts.
 */
export function chromiumPath(): string {
  return process.env['CHROMIUM_PATH'] ?? candidates.find((path) => existsSync(path)) ?? 'chromium';
}
