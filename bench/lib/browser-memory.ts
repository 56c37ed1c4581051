/** Resident memory of a browser's processes, from /proc: on Linux only. */

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';

/** Bytes, now and at the highest each process ever was (`VmRSS`, `VmHWM`; see proc(5)). */
export interface ProcessMemory {
  readonly now: number;
  readonly peak: number;
}
/** Of all processes together (pages shared by several count in each), and of the largest page process. */
export interface BrowserMemory {
  readonly all: ProcessMemory;
  readonly page: ProcessMemory;
}

export async function memoryOf(browser: Browser): Promise<BrowserMemory> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  const processes = processInfo.map(({ id, type }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const bytes = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024;
    return { type, now: bytes('VmRSS'), peak: bytes('VmHWM') };
  });
  const none: ProcessMemory = { now: 0, peak: 0 };
  return {
    all: processes.reduce((sum, { now, peak }) => ({ now: sum.now + now, peak: sum.peak + peak }), none),
    page: processes
      .filter(({ type }) => type === 'renderer')
      .reduce((largest, one) => (one.peak > largest.peak ? one : largest), none),
  };
}
