/** Two styles in one picture on real input: by keys, by dragging, in a still, and after a reload. */
import sharp from 'sharp';
import {
  difference,
  expectStyled,
  openApp,
  openScene,
  pixels,
  pixelsThat,
  snapshotOf,
} from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { half } from '../support/halves';

test('another style comes beside the first, is moved, swapped, saved and kept', async ({ page }) => {
  await openApp(page);
  await openScene(page);
  const first = await pixels(page, 'canvas');
  await page.keyboard.press('2');
  const changed = (rgb: readonly number[], side: 'left' | 'right'): number =>
    difference(half(rgb, side), half(first, side));
  const two = await pixelsThat(page, (rgb) => {
    expect(changed(rgb, 'left'), 'the first is where it was').toBeLessThan(4);
    expect(changed(rgb, 'right'), 'the second is beside it').toBeGreaterThan(8);
  });

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save still' }).click();
  const still = await sharp(await (await download).path())
    .resize(48, 48, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer();
  const from = (picture: readonly number[]): number =>
    difference(half([...still], 'right'), half(picture, 'right'));
  expect(from(two), 'the second is in the still').toBeLessThan(from(first));

  await page.getByRole('button', { name: 'Swap the two styles' }).click();
  await pixelsThat(page, (rgb) => {
    expect(changed(rgb, 'right'), 'the first is on the right').toBeLessThan(4);
    expect(changed(rgb, 'left'), 'the second is on the left').toBeGreaterThan(8);
  });

  const across = page.getByRole('slider', { name: 'Between the styles, left to right' });
  const handle = await across.boundingBox();
  if (!handle) throw new Error('there is no handle');
  const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 390 * 0.25, y, { steps: 4 });
  await page.mouse.up();
  const place = async () => (await snapshotOf(page)).settings.second?.place;
  await expect.poll(async () => (await place())?.x).toBeCloseTo(0.75, 1);
  await across.press('Home');
  await pixelsThat(page, (rgb) => {
    expect(changed(rgb, 'left'), 'the second is everywhere').toBeLessThan(6);
  });

  await page.getByRole('radio', { name: 'Painted by hand' }).check({ force: true });
  const surface = await page.getByRole('application').boundingBox();
  if (!surface) throw new Error('there is nothing to paint on');
  const at = (x: number, y: number): [number, number] => [
    surface.x + x * surface.width,
    surface.y + y * surface.height,
  ];
  // Nothing is painted yet: the first style is everywhere.
  const none = await pixelsThat(page, (rgb) => {
    expect(changed(rgb, 'left'), 'the other style is the first').toBeGreaterThan(8);
    expect(changed(rgb, 'right')).toBeGreaterThan(8);
  });
  await page.mouse.move(...at(0.6, 0.2));
  await page.mouse.down();
  for (const y of [0.4, 0.6]) await page.mouse.move(...at(0.85, y), { steps: 5 });
  await page.mouse.up();
  await pixelsThat(page, (rgb) => {
    expect(difference(half(rgb, 'left'), half(none, 'left')), 'where nothing is painted').toBeLessThan(3);
    expect(difference(half(rgb, 'right'), half(none, 'right')), 'where it is').toBeGreaterThan(2);
  });
  await page.getByRole('button', { name: 'Take the last stroke back' }).click();
  await pixelsThat(page, (rgb) => expect(difference(rgb, none)).toBeLessThan(2));
  await page.getByRole('radio', { name: 'Two halves' }).check({ force: true });

  await page.reload();
  await expectStyled(page);
  expect(await place()).toMatchObject({ kind: 'halves', x: 0 });
  await page.getByRole('button', { name: 'One style again' }).click();
  await expect(across).toBeHidden();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('the line is dragged and the second style painted by a finger; neither is taken for a swipe', async ({
    page,
  }) => {
    await openApp(page);
    await openScene(page);
    await page.getByRole('button', { name: 'All styles' }).tap();
    await page.getByRole('button', { name: 'Two styles' }).tap();
    const chosen = (await snapshotOf(page)).settings.styleId;
    const place = async () => (await snapshotOf(page)).settings.second?.place;
    const touch = await page.context().newCDPSession(page);
    const drag = async (...points: { x: number; y: number }[]): Promise<void> => {
      for (const [index, point] of points.entries()) {
        const type = index === 0 ? 'touchStart' : 'touchMove';
        await touch.send('Input.dispatchTouchEvent', { type, touchPoints: [point] });
      }
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const handle = await page
      .getByRole('slider', { name: 'Between the styles, left to right' })
      .boundingBox();
    if (!handle) throw new Error('there is no handle');
    const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
    await drag({ x, y }, { x: x - 40, y }, { x: x - 97.5, y });
    await expect.poll(async () => (await place())?.x).toBeCloseTo(0.25, 1);

    await page.getByRole('radio', { name: 'Painted by hand' }).check({ force: true });
    const surface = await page.getByRole('application').boundingBox();
    if (!surface) throw new Error('there is nothing to paint on');
    const at = (right: number, below: number) => ({
      x: surface.x + right * surface.width,
      y: surface.y + below * surface.height,
    });
    await drag(at(0.5, 0.2), at(0.7, 0.3), at(0.9, 0.2));
    const { selection, settings } = await snapshotOf(page);
    expect(selection.brush).toEqual({ undoable: true, empty: false });
    expect(settings.styleId, 'the style in hand').toBe(chosen);
  });
});
