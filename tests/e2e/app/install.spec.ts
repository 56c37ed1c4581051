/** What the browser says against installing the app, and what it finds wrong in the manifest. */
import { offlineReady } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { startMortal } from '../support/mortal-browser';
import { base } from '../support/own-browser';

test('the browser has nothing against installing the app', async ({ baseURL }, info) => {
  test.setTimeout(240_000);
  // A profile of its own: Playwright's contexts are incognito, where nothing can be installed.
  const { page, kill } = await startMortal(info.outputPath('profile'), base(baseURL));
  try {
    await page.waitForSelector('impasto-app');
    // The backend is the browser's choice here, which keeps both cores busy beside another walk.
    await offlineReady(page, 180_000);
    const cdp = await page.context().newCDPSession(page);
    const { errors, url, data } = await cdp.send('Page.getAppManifest');
    expect(new URL(url).pathname).toMatch(/\/manifest\.webmanifest$/);
    expect(JSON.parse(data ?? '{}')).toMatchObject({ name: 'Impasto', display: 'standalone' });
    expect(errors).toEqual([]);
    expect(await cdp.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] });
  } finally {
    await kill();
  }
});
