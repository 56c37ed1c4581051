/** People and what is behind them, apart: in the live picture, stills and takes; offline; and where it cannot be. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { besidePerson, inPerson, personSvg } from '../../support/media/person-picture';
import { frameColours, withoutFfmpeg } from '../../../tools/media/probe';
import { StaticServer } from '../../../tools/browser/static-server';
import { expectStyled, openApp, pixels, snapshotOf } from '../../../tools/app/drive-app';
import { offlineReady } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { expectKept, hqOf, phase, planSmall } from '../support/hq-sheet';
import { fileOf, waitForSeconds, waitForTake } from '../../../tools/app/drive-takes';

/** Side of what `pixels` gives, px. */
const side = 48;

async function openPerson(page: Page): Promise<void> {
  const buffer = await sharp(Buffer.from(personSvg)).png().toBuffer();
  await page.getByTestId('content-file').setInputFiles({ name: 'person.png', mimeType: 'image/png', buffer });
  await expect.poll(async () => (await snapshotOf(page)).source.kind).toBe('picture');
  await expectStyled(page);
  // The page's canvas may still show the camera's last frame for a moment.
  const own = await pixels(page, 'preview');
  await expect
    .poll(async () => apart(await pixels(page, 'canvas'), own, [...inPerson, ...besidePerson]))
    .toBeLessThan(60);
}

async function paint(page: Page, what: 'Everything' | 'People only' | 'Background only'): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: what }).check({ force: true });
  await page.getByRole('dialog', { name: 'Settings' }).getByRole('button', { name: 'Close' }).click();
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Largest difference of two pictures at these places, 0..255. */
function apart(a: readonly number[], b: readonly number[], places: readonly Place[]): number {
  const differences = places.map(({ x, y }) => {
    const at = (Math.floor(y * side) * side + Math.floor(x * side)) * 3;
    return [0, 1, 2].reduce((sum, c) => sum + Math.abs(Number(a[at + c]) - Number(b[at + c])), 0) / 3;
  });
  return Math.max(...differences);
}

/** RGB of the picture that the button saves, shrunk as `pixels` does. */
async function saved(button: Locator): Promise<number[]> {
  const download = button.page().waitForEvent('download');
  await button.click();
  const file = await readFile(await (await download).path());
  return [...(await sharp(file).resize(side, side, { fit: 'fill' }).removeAlpha().raw().toBuffer())];
}

/** Waits until the canvas shows the camera's picture at `places`. */
async function expectCamera(page: Page, places: readonly Place[]): Promise<number[]> {
  const camera = await pixels(page, 'preview');
  let shown: number[] = [];
  await expect
    .poll(async () => apart((shown = await pixels(page, 'canvas')), camera, places), { timeout: 20_000 })
    .toBeLessThan(4);
  return shown;
}

test('people only, then only what is behind them: on screen, in a still and in a take', async ({ page }) => {
  await openApp(page);
  await openPerson(page);
  const styled = await pixels(page, 'canvas');
  const camera = await pixels(page, 'preview');
  expect(apart(styled, camera, besidePerson.slice(0, 1)), 'the style shows').toBeGreaterThan(4);
  await paint(page, 'People only');
  const people = await expectCamera(page, besidePerson);
  expect(apart(people, styled, inPerson), 'people are styled').toBeLessThan(8);

  await paint(page, 'Background only');
  const background = await expectCamera(page, inPerson);
  expect(apart(background, styled, besidePerson), 'what is behind is styled').toBeLessThan(8);

  const still = await saved(page.getByRole('button', { name: 'Save still' }));
  expect(apart(still, camera, inPerson), 'people in the still are as they were').toBeLessThan(6);
  expect(apart(still, styled, besidePerson), 'what is behind is styled in the still').toBeLessThan(8);

  if (withoutFfmpeg !== false) return;
  await page.getByRole('button', { name: 'Record video' }).click();
  await waitForSeconds(page, 1);
  await page.getByRole('button', { name: 'Stop recording', exact: true }).click();
  const file = await fileOf(page, await waitForTake(page, 2), 'person.mp4');
  for (const place of inPerson.slice(0, 2)) {
    const colours = frameColours(file, `16:16:iw*${place.x}-8:ih*${place.y}-8`).at(-1) ?? [];
    const at = (Math.floor(place.y * side) * side + Math.floor(place.x * side)) * 3;
    const difference =
      colours.reduce((sum, value, c) => sum + Math.abs(value - Number(camera[at + c])), 0) / 3;
    expect(difference, 'people in the take are as they were').toBeLessThan(16);
  }
});

test('people in one style, what is behind them in another', async ({ page }) => {
  await openApp(page);
  await openPerson(page);
  const first = await pixels(page, 'canvas');
  await page.keyboard.press('2');
  await page.getByRole('radio', { name: 'Behind people' }).check({ force: true });
  // Until people are found, all is the first's.
  await expect
    .poll(async () => apart(await pixels(page, 'canvas'), first, besidePerson.slice(0, 1)), {
      timeout: 20_000,
    })
    .toBeGreaterThan(6);
  const two = await pixels(page, 'canvas');
  expect(apart(two, first, inPerson), 'people stay in the first').toBeLessThan(8);
  await expect(page.getByRole('slider', { name: 'Between the styles, left to right' })).toBeHidden();
});

test('an HQ still paints the same part, also when it goes on after a reload', async ({ page }) => {
  await openApp(page);
  await openPerson(page);
  const camera = await pixels(page, 'preview');
  await paint(page, 'Background only');
  await expectCamera(page, inPerson);
  await planSmall(page, 5000);
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  await expectKept(page);
  await page.reload();
  await page.getByRole('button', { name: 'Go on' }).click({ timeout: 60_000 });
  await expect.poll(async () => (await hqOf(page))?.losses.length, { timeout: 60_000 }).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Keep this' }).click();
  await expect.poll(() => phase(page), { timeout: 60_000 }).toBe('done');
  const still = await saved(page.getByRole('button', { name: 'Save', exact: true }));
  expect(apart(still, camera, inPerson), 'people are as they were').toBeLessThan(6);
  expect(apart(still, camera, besidePerson), 'what is behind is painted').toBeGreaterThan(8);
});

test('without the network that finds people all is painted, and one sentence says so', async ({ page }) => {
  await page.route('**/*.tflite', (route) => route.abort('internetdisconnected'));
  await openApp(page);
  await openPerson(page);
  const styled = await pixels(page, 'canvas');
  await paint(page, 'People only');
  await expect(page.getByRole('alert')).toContainText('People could not be found here, so all is painted.');
  expect((await snapshotOf(page)).settings.styledArea).toBe('all');
  await expectStyled(page);
  expect(apart(await pixels(page, 'canvas'), styled, besidePerson)).toBeLessThan(4);
  // Once there is a network again it works.
  await page.unroute('**/*.tflite');
  await paint(page, 'People only');
  await expectCamera(page, besidePerson);
});

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('fetched when first used, works without a network after that', async ({ page, context }) => {
    const server = await StaticServer.start('dist');
    const address = server.url;
    await openApp(page, undefined, address);
    await offlineReady(page);
    const fetched = (): string[] => server.requests.filter((path) => path.includes('tflite'));
    expect(fetched(), 'not fetched for those who do not use it').toEqual([]);
    // The page is under the worker's control from its second visit on.
    await page.reload();
    await openPerson(page);
    await paint(page, 'Background only');
    await expectCamera(page, inPerson);
    expect(fetched()).toHaveLength(2);
    await server.stop();
    await page.close();
    await context.setOffline(true);

    const cold = await context.newPage();
    await openApp(cold, undefined, address);
    await openPerson(cold);
    await expectCamera(cold, inPerson);
  });
});
