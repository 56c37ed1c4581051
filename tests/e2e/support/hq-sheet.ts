/** What the tests of HQ stills share: opening the sheet, a small plan, what it says. */
import type { Page } from '@playwright/test';
import type { HqSnapshot } from '../../../src/pipeline/api/hq-state';
import type { Evaluates } from '../../../tools/app/evaluates';
import { openApp, openScene } from '../../../tools/app/drive-app';
import { expect } from './fixtures';

type HqElement = HTMLElement & { hq: { readonly snapshot: HqSnapshot } };

/** What is open, without its pixels. */
export async function hqOf(page: Evaluates): Promise<Omit<HqSnapshot, 'picture'> | null> {
  return page.evaluate(() => {
    const app = document.querySelector('impasto-app');
    const element = app?.shadowRoot?.querySelector<HqElement>('impasto-hq');
    if (!element) return null;
    const { picture, ...rest } = element.hq.snapshot;
    return { ...rest, hasPicture: picture !== null };
  });
}

export async function phase(page: Evaluates): Promise<string | undefined> {
  return (await hqOf(page))?.phase.kind;
}

export async function setNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByRole('spinbutton', { name: label });
  await field.fill(String(value));
  await field.press('Tab');
}

/** Opens the sheet on what the app shows, with a plan that takes a second or a minute on wasm. */
export async function planSmall(page: Page, steps: number): Promise<void> {
  await page.getByRole('button', { name: 'HQ still' }).click();
  await expect.poll(() => phase(page), { timeout: 60_000 }).toBe('ready');
  await page.getByText('Advanced').click();
  await setNumber(page, 'Painted size, px', 64);
  await setNumber(page, 'Coarsest size, px', 64);
  await setNumber(page, 'Steps at the coarsest size', steps);
}

/** Waits until two previews, a second apart, have put a state on disk. */
export async function expectKept(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          try {
            const root = await navigator.storage.getDirectory();
            const folder = await root.getDirectoryHandle('impasto-still');
            return (await (await folder.getFileHandle('state-1')).getFile()).size;
          } catch {
            return 0;
          }
        }),
      { timeout: 60_000 },
    )
    .toBeGreaterThan(1000);
}

/** Opens the sheet on a still picture, with a plan that takes a second or a minute on wasm. */
export async function openPlan(page: Page, steps: number): Promise<void> {
  await openApp(page);
  await openScene(page);
  await planSmall(page, steps);
}
