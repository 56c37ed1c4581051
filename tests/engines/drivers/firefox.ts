/**
 * Debian's Firefox by puppeteer-core over WebDriver BiDi, which Firefox speaks itself. (A WebDriver client would need
 * geckodriver, which Debian 12 does not have and npm's package downloads from elsewhere.) The caller closes it.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import type { ElementHandle } from 'puppeteer-core';
import type { Driver, Places } from './driver';
import { endProcess } from './end-process';
import { findByTestId } from './find-by-test-id';
import { openSound } from './virtual-sound';

const preferences = {
  // Moving colours and a tone of 440 Hz instead of devices; permission as if a person had given it.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'browser.download.folderList': 2,
  'intl.accept_languages': 'en-US',
};

export async function startFirefox({ profile, downloads }: Places): Promise<Driver> {
  const sound = await openSound(path.join(profile, 'sound'));
  const browser = await puppeteer.launch({
    env: { ...process.env, ...sound.environment },
    browser: 'firefox',
    executablePath: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
    userDataDir: profile,
    extraPrefsFirefox: { ...preferences, 'browser.download.dir': downloads },
    // Decoding, encoding and wasm share the processor with other work.
    protocolTimeout: 120_000,
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.exposeFunction('reportBreach', (text: string) => void complaints.push(text));
  await page.evaluateOnNewDocument(() => {
    const { reportBreach } = globalThis as unknown as { reportBreach: (text: string) => Promise<void> };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      void reportBreach(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  const evaluate = (body: (arg: unknown) => unknown, arg?: unknown): Promise<unknown> =>
    page.evaluate(body, arg);
  return {
    version: (await browser.version()).replace('firefox/', 'Firefox '),
    evaluate: evaluate,
    inject: async (source) => {
      await page.evaluate(source);
    },
    goto: async (url) => {
      await page.goto(url);
    },
    reload: async () => {
      await page.reload();
    },
    tap: (x, y) => page.mouse.click(x, y),
    key: (name) => page.keyboard.press(name),
    setFile: async (testId, file) => {
      const handle = (await page.evaluateHandle(findByTestId, testId)) as ElementHandle<HTMLInputElement>;
      await handle.uploadFile(file);
      await handle.dispose();
    },
    resize: (width, height) => page.setViewport({ width, height }),
    screenshot: async (file) => {
      const png = await page.screenshot({ type: 'png' });
      writeFileSync(file, png);
    },
    complaints: () => complaints,
    close: async () => {
      await browser.close();
      await sound.close();
    },
    kill: async () => {
      const process = browser.process();
      if (process) await endProcess(process, 'SIGKILL');
      await sound.close();
    },
  };
}
