/** Tests that need other camera flags than the rest start a browser of their own. */
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../../../tools/browser/chromium';

/** Runs `walk` in a browser started with other camera flags than the rest of the tests. */
export async function withBrowser(
  flags: string[],
  baseURL: string,
  walk: (page: Page) => Promise<void>,
): Promise<void> {
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags, ...flags] });
    const page = await browser.newPage({ baseURL, viewport: { width: 390, height: 844 } });
    await walk(page);
  } finally {
    await browser?.close();
  }
}

export function base(baseURL: string | undefined): string {
  if (!baseURL) throw new Error('playwright.config.ts gives no baseURL');
  return baseURL;
}

export type Permit = (setting: 'granted' | 'denied') => Promise<unknown>;

/** Grants or takes away the camera while the page runs, as the browser's own settings do. */
export async function cameraPermission(page: Page, baseURL: string): Promise<Permit> {
  const { origin } = new URL(baseURL);
  const cdp = await page.context().newCDPSession(page);
  // Without its context the permission would go to the browser's default profile, where no page is.
  const { targetInfo } = await cdp.send('Target.getTargetInfo');
  const browserContextId = targetInfo.browserContextId ?? '';
  return (setting) =>
    cdp.send('Browser.setPermission', { browserContextId, origin, permission: { name: 'camera' }, setting });
}
