/** What a person does with the camera in the hand, or at a desk: by touch, mouse and keyboard, in both themes. */
import type { Locator, Page } from '@playwright/test';
import type { SessionApi } from '../../../src/pipeline/api/session-api';
import {
  difference,
  expectStyled,
  openApp,
  openScene,
  pixels,
  snapshotOf,
} from '../../../tools/app/drive-app';
import { axeFindings } from '../support/axe';
import { expect, test } from '../support/fixtures';

const touched = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'phone on its side', width: 844, height: 390 },
  { name: 'tablet', width: 820, height: 1180 },
] as const;

/** Opens a sheet and closes it by Escape; what axe finds in it is `screens.spec.ts`'s. */
async function walk(page: Page, button: string | RegExp, heading: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function allIsInReach(page: Page, width: number): Promise<void> {
  for (const button of ['Save still', 'Settings', 'Help', 'All styles', 'HQ still', 'More tools']) {
    const control = page.getByRole('button', { name: button });
    await expect(control).toBeInViewport({ ratio: 1 });
    const box = await control.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(width);
  await walk(page, 'All styles', 'Styles');
  await walk(page, 'Help', 'Help');
  await walk(page, 'Settings', 'Settings');
}

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('everything can be reached, nothing is cut off, at any size', async ({ page }) => {
    await openApp(page);
    await openScene(page);
    for (const { name, width, height } of touched) {
      await test.step(name, async () => {
        await page.setViewportSize({ width, height });
        await allIsInReach(page, width);
        // What axe finds on a phone and at a desk is `screens.spec.ts`'s.
        if (name !== 'phone') expect(await axeFindings(page)).toEqual([]);
        else await walk(page, 'Open your takes', 'Takes');
      });
    }
  });
});

test.describe('at a desk', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test('everything can be reached, nothing is cut off', async ({ page }) => {
    await openApp(page);
    await openScene(page);
    await allIsInReach(page, 1440);
  });
});

test('a swipe brings the next style, and shows it on the way', async ({ page }) => {
  await openApp(page);
  await openScene(page);
  const before = await pixels(page, 'canvas');
  const { styles, settings } = await snapshotOf(page);
  const next = styles[styles.findIndex(({ id }) => id === settings.styleId) + 1];
  await page.mouse.move(320, 300);
  await page.mouse.down();
  await page.mouse.move(290, 300);
  await page.mouse.move(180, 300, { steps: 4 });
  // The picture changes while the finger is still down: first the style is encoded, then mixed in.
  await expect
    .poll(
      async () => {
        await page.mouse.move(178 + 2 * Math.random(), 300);
        return difference(await pixels(page, 'canvas'), before);
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(2);
  expect((await snapshotOf(page)).settings.styleId).toBe(settings.styleId);
  await page.mouse.up();
  expect((await snapshotOf(page)).settings.styleId).toBe(next?.id);
});

test('the mixing pad shares out what is on the canvas', async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page);
  await openScene(page);
  const alone = await settled(page);
  await page.keyboard.press('m');
  const field = page.getByTestId('mix-field');
  await expect(field).toBeVisible();
  const box = await placeOf(field);
  const to = async (x: number, y: number): Promise<number[]> => {
    const point = [box.x + x * (box.width - 1) + 0.5, box.y + y * (box.height - 1) + 0.5] as const;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(...point, { steps: 3 });
    await page.mouse.up();
    return settled(page);
  };
  const corners = [await to(0, 0), await to(1, 0)] as const;
  // A corner is its style alone.
  expect(difference(corners[0], alone)).toBeLessThan(1);
  expect(difference(corners[1], corners[0])).toBeGreaterThan(4);
  const quarter = await to(0.25, 0);
  const { mix } = (await snapshotOf(page)).settings;
  expect(mix.map(({ weight }) => weight)).toEqual([0.75, 0.25, 0, 0].map((w) => expect.closeTo(w, 1)));
  // The same picture as when the engine is asked for these shares of the two codes, without the pad.
  await page.evaluate(
    ([first = '', second = '']) => {
      const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
      app?.session.styles.setMix([
        { id: first, weight: 0.75 },
        { id: second, weight: 0.25 },
      ]);
    },
    mix.map(({ id }) => id),
  );
  const asked = await settled(page);
  expect(difference(quarter, asked)).toBeLessThan(1);
  // It lies between its corners, nearer to the one with three quarters.
  const near = difference(asked, corners[0]);
  expect(near).toBeGreaterThan(0.5);
  expect(near).toBeLessThan(difference(asked, corners[1]));
});

/** Where an element comes to rest: a sheet slides in, and what is in it may still load. */
async function placeOf(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let last = '';
  await expect
    .poll(
      async () => {
        const now = JSON.stringify(await element.boundingBox());
        const rests = now === last;
        last = now;
        return rests;
      },
      { intervals: [700], timeout: 30_000 },
    )
    .toBe(true);
  const box = await element.boundingBox();
  if (!box) throw new Error('the element has no place');
  return box;
}

/** The canvas when it no longer changes. */
async function settled(page: Page): Promise<number[]> {
  let last: number[] = [];
  await expect
    .poll(
      async () => {
        const { encodingStyleId } = await snapshotOf(page);
        const now = await pixels(page, 'canvas');
        const still = last.length > 0 && difference(now, last) === 0 && encodingStyleId === null;
        last = now;
        return still;
      },
      { intervals: [500], timeout: 30_000 },
    )
    .toBe(true);
  return last;
}

test('the style browser paints the person’s own scene', async ({ page }) => {
  await openApp(page);
  await openScene(page);
  await page.getByRole('button', { name: 'All styles' }).click();
  await expect
    .poll(() => page.locator('impasto-scene canvas.there').count(), { timeout: 40_000 })
    .toBeGreaterThanOrEqual(3);
  const difference = await page.locator('impasto-scene canvas.there').evaluateAll((canvases) => {
    const [one, other] = canvases.slice(0, 2).map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      return (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    });
    const apart = [...(one ?? [])].map((value, i) => Math.abs(value - Number(other?.[i])));
    return apart.reduce((sum, value) => sum + value, 0) / apart.length;
  });
  // Two styles, two pictures. 0..255
  expect(difference).toBeGreaterThan(4);
});

test('a first visit explains before the browser asks, in at most three cards', async ({ page }) => {
  const asked = () => page.evaluate(() => (window as { asked?: number }).asked ?? 0);
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (constraints) => {
      (window as { asked?: number }).asked = ((window as { asked?: number }).asked ?? 0) + 1;
      return ask(constraints);
    };
    // The fake camera's permission would be granted from the start.
    const { permissions } = navigator;
    const query = permissions.query.bind(permissions);
    permissions.query = async (what) => {
      const status = await query(what);
      Object.defineProperty(status, 'state', { value: 'prompt' });
      return status;
    };
  });
  await page.goto('./');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { name: 'Your browser will ask for the camera' })).toBeVisible();
  expect(await asked()).toBe(0);
  await page.getByRole('dialog').getByRole('button', { name: 'Start the camera' }).click();
  await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('camera');
  expect(await asked()).toBe(1);
});

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('the interface speaks it', async ({ page }) => {
    await openApp(page);
    await expect(page.getByRole('button', { name: 'Foto aufnehmen' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await page.getByRole('button', { name: 'Hilfe' }).click();
    await expect(page.getByRole('heading', { name: 'Was gespeichert wird' })).toBeVisible();
  });
});

test('the interface answers long before wasm has painted the frame that is under way', async ({ page }) => {
  await openApp(page, { backend: 'wasm', detail: 512 });
  await expectStyled(page);
  await expect.poll(async () => (await snapshotOf(page)).stats, { timeout: 30_000 }).not.toBeNull();
  const times = await page.evaluate(async () => {
    const root = document.querySelector('impasto-app')?.shadowRoot;
    const rail = root?.querySelector('impasto-tool-rail')?.shadowRoot;
    const button = rail?.querySelectorAll<HTMLButtonElement>('button.round')[1];
    if (!button) throw new Error('no timer button');
    const waits: number[] = [];
    for (let press = 0; press < 9; press++) {
      const before = button.getAttribute('aria-label');
      const start = performance.now();
      button.click();
      while (button.getAttribute('aria-label') === before) await new Promise((next) => setTimeout(next));
      waits.push(performance.now() - start);
      await new Promise((next) => setTimeout(next, 150));
    }
    return waits.sort((a, b) => a - b);
  });
  const { stats } = await snapshotOf(page);
  console.log(
    `press to change: median ${times[4]?.toFixed(1)} ms; a frame: median ${stats?.medianMs.toFixed(0)} ms`,
  );
  // A ratio of the same run: this machine may be shared.
  expect((times[4] ?? Infinity) / (stats?.medianMs ?? 0)).toBeLessThan(0.25);
});
