/** What the end-to-end tests share: opening the app, waiting for a styled picture, reading pixels back. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { SessionApi } from '../../src/pipeline/api/session-api';
import type { SessionSnapshot, Settings } from '../../src/pipeline/api/session-state';
import type { Evaluates } from './evaluates';
import { watchViolations } from './violations';

/** Between looks at the page, ms: Playwright's own go up to a second, which most walks would wait a dozen times. */
const intervals = [100, 250];

/** Side of the thumbnails that are compared, px. */
const viewSide = 48;

/** Settings that make tests quick on a machine without a GPU: the wasm backend and a small picture. */
const quick: Partial<Settings> = { backend: 'wasm', detail: 192 };

/** Opens the app with settings of our own, unless the page was here before and kept its own. */
export async function openApp(page: Page, settings: Partial<Settings> = quick, url = './'): Promise<void> {
  await page.addInitScript((stored) => {
    if (localStorage.getItem('impasto.settings') === null) {
      localStorage.setItem('impasto.settings', JSON.stringify(stored));
    }
  }, settings);
  watchViolations(page);
  await page.goto(url);
  await page.waitForSelector('impasto-app');
}

/** Resolves when the app stands on the page, which may just be loading again. */
export async function appIsThere(page: Evaluates): Promise<void> {
  await page.evaluate(async () => {
    await customElements.whenDefined('impasto-app');
    while (!document.querySelector('impasto-app')) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

export async function snapshotOf(page: Evaluates): Promise<SessionSnapshot> {
  await appIsThere(page);
  return page.evaluate(() => {
    const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
    if (!app) throw new Error('no app on the page');
    const { stage, ...rest } = app.session.snapshot;
    // Elements do not survive the way out of the page; what is left is plain data.
    return { ...rest, stage: { ...stage, preview: null, canvas: null } };
  });
}

/** Waits until the canvas shows a styled frame of the current source in the chosen style. @param timeout ms */
export async function expectStyled(page: Evaluates, timeout = 40_000): Promise<void> {
  await expect
    .poll(
      async () => {
        const { stage, encodingStyleId, source, engine } = await snapshotOf(page);
        // A failure shows what the app was waiting for.
        return stage.styled && encodingStyleId === null
          ? 'styled'
          : JSON.stringify({ encodingStyleId, source, engine });
      },
      { timeout, intervals },
    )
    .toBe('styled');
}

/** Chooses a style in the strip, which may still scroll: then the tile is not where it was a moment ago. */
export async function chooseStyle(page: Page, title: string): Promise<void> {
  const tile = page.getByRole('radio', { name: title });
  await expect(async () => tile.check({ force: true, timeout: 5000 })).toPass({ timeout: 30_000 });
}

/** RGB of the styled canvas, or of the unstyled preview, shrunk to 48 × 48. */
export async function pixels(page: Evaluates, which: 'canvas' | 'preview'): Promise<number[]> {
  let read = await readPixels(page, which);
  // While a worker is drawing on a canvas, Firefox gives black for it, after a second in which the worker waits as well.
  for (let again = 0; again < 8 && read.every((value) => value === 0); again++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    read = await readPixels(page, which);
  }
  return read;
}

async function readPixels(page: Evaluates, which: 'canvas' | 'preview'): Promise<number[]> {
  return page.evaluate(
    ([chosen, side]) => {
      const app = document.querySelector<HTMLElement & { session: SessionApi }>('impasto-app');
      const element = app?.session.snapshot.stage[chosen];
      if (!(element instanceof HTMLCanvasElement || element instanceof HTMLVideoElement)) {
        throw new Error(`no ${chosen} on the stage`);
      }
      const context = new OffscreenCanvas(side, side).getContext('2d');
      if (!context) throw new Error('no 2D canvas');
      context.drawImage(element, 0, 0, side, side);
      const { data } = context.getImageData(0, 0, side, side);
      return [...data].filter((_value, index) => index % 4 !== 3);
    },
    [which, viewSide] as const,
  );
}

/** Mean absolute difference of two pictures, in 8-bit levels. */
export function difference(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

/** Opens a still picture as content: pixels can then be compared without the camera moving in between. */
export async function openScene(page: Page): Promise<void> {
  await page.getByTestId('content-file').setInputFiles('tests/fixtures/scene.jpg');
  await expect.poll(async () => (await snapshotOf(page)).source.kind, { intervals }).toBe('picture');
  await expectStyled(page);
}

/** Waits until the canvas's pixels stand up to `check`, which throws while they do not, and returns them. */
export async function pixelsThat(page: Evaluates, check: (rgb: number[]) => void): Promise<number[]> {
  let now: number[] = [];
  await expect(async () => {
    check((now = await pixels(page, 'canvas')));
  }).toPass({ timeout: 20_000, intervals });
  return now;
}

/** Waits until the canvas is drawn again after `before` and returns its pixels. */
export async function pixelsAfter(
  page: Evaluates,
  before: readonly number[],
  minimum: number,
): Promise<number[]> {
  let now: number[] = [];
  await expect
    .poll(async () => difference((now = await pixels(page, 'canvas')), before), {
      timeout: 20_000,
      intervals,
    })
    .toBeGreaterThan(minimum);
  return now;
}
