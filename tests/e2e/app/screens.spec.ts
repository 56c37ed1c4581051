/** Every screen of the app, in one table: axe finds nothing wrong with any, in both themes, on a phone and at a desk. */
import type { Page } from '@playwright/test';
import type { HqSnapshot } from '../../../src/pipeline/api/hq-state';
import { openApp, openScene } from '../../../tools/app/drive-app';
import { axeFindings } from '../support/axe';
import { expect, test } from '../support/fixtures';

type Go = (page: Page) => Promise<void>;

const press =
  (name: string): Go =>
  (page) =>
    page.getByRole('button', { name, exact: true }).click();

const openSheet =
  (button: string, heading: string): Go =>
  async (page) => {
    await press(button)(page);
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  };

const key =
  (name: string): Go =>
  (page) =>
    page.keyboard.press(name);

/** Waits for a state of the HQ still. */
async function hqIs(page: Page, kind: HqSnapshot['phase']['kind']): Promise<void> {
  const phase = (): Promise<string | undefined> =>
    page.evaluate(() => {
      const app = document.querySelector('impasto-app');
      type Element = HTMLElement & {
        hq: { readonly snapshot: { readonly phase: { readonly kind: string } } };
      };
      return app?.shadowRoot?.querySelector<Element>('impasto-hq')?.hq.snapshot.phase.kind;
    });
  await expect.poll(phase, { timeout: 60_000 }).toBe(kind);
}

async function setNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByRole('spinbutton', { name: label });
  await field.fill(String(value));
  await field.press('Tab');
}

const escape = key('Escape');
const stay: Go = () => Promise.resolve();

/** From the live picture to the screen, and back. In this order: a still is in the library when it is looked at. */
const screens: readonly { readonly name: string; readonly go: Go; readonly back: Go }[] = [
  { name: 'live', go: stay, back: stay },
  { name: 'split view', go: key('v'), back: key('v') },
  { name: 'statistics', go: key('s'), back: key('s') },
  { name: 'sources', go: press('Source'), back: escape },
  { name: 'more tools', go: press('More tools'), back: escape },
  { name: 'styles', go: openSheet('All styles', 'Styles'), back: escape },
  {
    name: 'styles, nothing found',
    go: async (page) => {
      await openSheet('All styles', 'Styles')(page);
      await page.getByRole('searchbox').fill('zzz');
    },
    back: async (page) => {
      await page.getByRole('button', { name: 'Show all styles' }).click();
      await escape(page);
    },
  },
  { name: 'mixing pad', go: key('m'), back: escape },
  { name: 'settings', go: openSheet('Settings', 'Settings'), back: escape },
  { name: 'help', go: openSheet('Help', 'Help'), back: escape },
  { name: 'takes, none yet', go: openSheet('Open your takes', 'Takes'), back: escape },
  {
    name: 'takes, and one of them',
    go: async (page) => {
      const download = page.waitForEvent('download');
      await press('Save still')(page);
      await download;
      await openSheet('Open your takes', 'Takes')(page);
      await page.getByRole('dialog').getByRole('listitem').getByRole('button').first().click();
    },
    back: async (page) => {
      await page.reload();
      await openScene(page);
    },
  },
  {
    name: 'HQ still, before',
    go: async (page) => {
      await press('HQ still')(page);
      await hqIs(page, 'ready');
      await page.getByText('Advanced').click();
    },
    back: stay,
  },
  {
    name: 'HQ still, painted',
    go: async (page) => {
      await setNumber(page, 'Painted size, px', 64);
      await setNumber(page, 'Coarsest size, px', 64);
      await setNumber(page, 'Steps at the coarsest size', 4);
      await page.getByRole('button', { name: 'Paint', exact: true }).click();
      await hqIs(page, 'done');
    },
    back: async (page) => {
      await page.reload();
      await openScene(page);
    },
  },
  {
    name: 'converting a video',
    go: async (page) => {
      await page.locator('#convert-file').setInputFiles('tests/fixtures/clip.webm');
      await expect(page.getByRole('button', { name: 'Paint it' })).toBeVisible();
    },
    back: escape,
  },
];

const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };

/** Colours are the same at all sizes: the desktop is looked at for what its layout adds. */
const looks = [
  { ...phone, colorScheme: 'light', rules: 'all' },
  { ...phone, colorScheme: 'dark', rules: 'colours' },
  { ...desktop, colorScheme: 'light', rules: 'all but colours' },
] as const;

test('axe finds nothing on any screen, on a phone and at a desk', async ({ page }) => {
  test.setTimeout(300_000);
  await openApp(page);
  await openScene(page);
  const found: string[] = [];
  for (const { name, go, back } of screens) {
    await go(page);
    for (const { width, height, colorScheme, rules } of looks) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // Toasts pass; what they say is looked at where they are tested.
      const findings = await axeFindings(page, rules);
      found.push(...findings.map((finding) => `${name}, ${width} px, ${colorScheme}: ${finding}`));
    }
    await page.setViewportSize(phone);
    await back(page);
  }
  expect(found).toEqual([]);
});

test('axe finds nothing on the first visit’s cards, in both themes', async ({ page }) => {
  // The fake camera is allowed from the start; a first visitor has not been asked yet.
  await page.addInitScript(() => {
    navigator.permissions.query = () => Promise.resolve({ state: 'prompt' } as PermissionStatus);
  });
  await page.goto('./');
  await expect(page.getByRole('dialog')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await axeFindings(page)).toEqual([]);
  }
});
