/** What the tests of installing, updating and working offline share. */
import { expect } from '@playwright/test';
import type { AppLifecycleApi, AppLifecycleState } from '../../../src/pipeline/api/app-lifecycle-api';
import type { Evaluates } from '../../../tools/app/evaluates';
import { appIsThere } from '../../../tools/app/drive-app';

export async function pageState(page: Evaluates): Promise<AppLifecycleState> {
  await appIsThere(page);
  return page.evaluate(() => {
    const app = document.querySelector<HTMLElement & { page: AppLifecycleApi }>('impasto-app');
    if (!app) throw new Error('no app on the page');
    return app.page.state;
  });
}

/** Waits until everything is kept for a start without a network. @param timeout ms */
export async function offlineReady(page: Evaluates, timeout = 60_000): Promise<void> {
  await expect.poll(async () => (await pageState(page)).offline, { timeout }).toBe('ready');
}
