/** A browser with a profile of its own that can be killed by its process id and started again with the same profile. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { chromium, expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { fakeCameraFlags } from '../../../tools/media/camera-clip';
import { chromiumFlags, chromiumPath } from '../../../tools/browser/chromium';

export interface Mortal {
  readonly page: Page;
  /** Kills the browser process at once, and waits until it is gone. */
  readonly kill: () => Promise<void>;
}

export async function startMortal(profile: string, url: string): Promise<Mortal> {
  const portFile = `${profile}/DevToolsActivePort`;
  rmSync(portFile, { force: true });
  const flags = [...chromiumFlags, ...fakeCameraFlags(), '--headless=new', '--remote-debugging-port=0'];
  const size = '--window-size=390,844';
  const child = spawn(chromiumPath(), [...flags, size, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: 'ignore',
  });
  await expect.poll(() => existsSync(portFile), { timeout: 30_000 }).toBe(true);
  const [port] = readFileSync(portFile, 'utf8').split('\n');
  const browser: Browser = await chromium.connectOverCDP(`http://127.0.0.1:${port ?? ''}`);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.newPage());
  if (!page) throw new Error('the browser gave no page');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(url);
  return { page, kill: () => kill(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.kill('SIGKILL');
  await gone;
}
