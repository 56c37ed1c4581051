/** Resident memory of a browser's processes, from /proc: on Linux only. */

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';

/** Bytes: of all processes (shared pages count in each), and of the largest page process. */
export type BrowserMemory = { readonly all: number; readonly page: number };

export async function memoryOf(browser: Browser): Promise<BrowserMemory> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  const sizes = processInfo.map(({ id, type }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return { type, bytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024 };
  });
  return {
    all: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
    page: Math.max(0, ...sizes.filter(({ type }) => type === 'renderer').map(({ bytes }) => bytes)),
  };
}
