/** The main job in WebKit and Firefox: camera or picture in, painted picture out. */
import path from 'node:path';
import sharp from 'sharp';
import { difference, pixels, pixelsAfter, snapshotOf } from '../../tools/app/drive-app';
import { expect, openApp, test } from './fixtures';
import { openScene, painted } from './walk';

test('the camera is painted, frame after frame', async ({ person, address }) => {
  await openApp(person, address);
  await painted(person);
  expect((await snapshotOf(person)).source.kind).toBe('camera');
  const styled = await pixels(person, 'canvas');
  expect(difference(styled, await pixels(person, 'preview'))).toBeGreaterThan(12);
  expect(new Set(styled).size, 'a picture, not a flat colour').toBeGreaterThan(20);
  // Not by pixels: Firefox's fake camera shows one flat colour after another, and instance norm takes that away.
  await expect.poll(async () => (await snapshotOf(person)).stats?.fps ?? 0).toBeGreaterThan(0);
});

test('styles differ, strength fades them, an own style is kept, a still is saved', async ({
  person,
  address,
}) => {
  await openApp(person, address);
  await painted(person);
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
  await person.reload();
  await person.sees('radio', 'artwork');
  await painted(person);
  expect((await snapshotOf(person)).settings.styleId).toBe(styleId);

  await openScene(person);
  const file = await person.saved(() => person.press('button', 'Save still'));
  expect(path.basename(file)).toMatch(/^impasto-artwork-\d{8}-\d{6}\.png$/);
  const still = await sharp(file).metadata();
  // 192² px in the scene's 3:2, both sides multiples of 4.
  expect(still).toMatchObject({ format: 'png', width: 236, height: 156 });
  const { channels } = await sharp(file).stats();
  expect(Math.min(...channels.slice(0, 3).map(({ stdev }) => stdev)), 'a picture').toBeGreaterThan(5);
});
