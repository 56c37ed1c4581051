/** The main job in WebKit and Firefox: camera or picture in, painted picture out. */
import sharp from 'sharp';
import path from 'node:path';
import { difference, expectStyled, pixels, pixelsAfter, snapshotOf } from '../e2e/app';
import { expect, openApp, test } from './fixtures';
import type { Person } from './person';

/** Opens a still picture: pixels can be compared without the camera moving in between. */
async function openScene(person: Person): Promise<void> {
  await person.driver.setFile('content-file', path.resolve('tests/fixtures/scene.jpg'));
  await expect.poll(async () => (await snapshotOf(person)).source.kind).toBe('picture');
  await expectStyled(person);
}

test('the camera is painted, frame after frame', async ({ person, address }) => {
  await openApp(person, address);
  await expectStyled(person);
  expect((await snapshotOf(person)).source.kind).toBe('camera');
  const styled = await pixels(person, 'canvas');
  expect(difference(styled, await pixels(person, 'preview'))).toBeGreaterThan(12);
  expect(new Set(styled).size, 'a picture, not a flat colour').toBeGreaterThan(20);
  await pixelsAfter(person, styled, 0.5);
});

test('styles differ, strength fades them, an own style is kept, a still is saved', async ({
  person,
  address,
}) => {
  await openApp(person, address);
  await expectStyled(person);
  await openScene(person);
  const source = await pixels(person, 'preview');
  const wave = await pixels(person, 'canvas');
  await person.press('radio', 'Composition VIII');
  const composition = await pixelsAfter(person, wave, 8);

  await person.fill('slider', 'Style strength', 0);
  const none = await pixelsAfter(person, composition, 3);
  expect(difference(none, source)).toBeLessThan(difference(composition, source) * 0.7);
  await person.fill('slider', 'Style strength', 100);
  await pixelsAfter(person, none, 3);

  await person.driver.setFile('style-file', path.resolve('tests/fixtures/artwork.png'));
  await pixelsAfter(person, composition, 6);
  const { styleId } = (await snapshotOf(person)).settings;
  await person.driver.reload();
  await person.sees('radio', 'artwork');
  await expectStyled(person);
  expect((await snapshotOf(person)).settings.styleId).toBe(styleId);

  await openScene(person);
  const file = await person.saved(() => person.press('button', 'Save still'));
  expect(path.basename(file)).toMatch(/^impasto-artwork-\d{8}-\d{6}\.png$/);
  const still = await sharp(file).metadata();
  expect(still.format).toBe('png');
  // 192² px in the scene's 3:2, both sides multiples of 4.
  expect([still.width, still.height]).toEqual([236, 156]);
  const { channels } = await sharp(file).stats();
  expect(Math.min(...channels.slice(0, 3).map(({ stdev }) => stdev)), 'a picture').toBeGreaterThan(5);
});
