/** An HQ still in WebKit and Firefox: Quick, small enough to end soon, saved. */
import sharp from 'sharp';
import { hqOf, phase } from '../e2e/support/hq-sheet';
import { expect, openApp, pictureFile, test } from './fixtures';
import { openScene, painted } from './walk';

test('HQ Quick is painted to its end and saved', async ({ person, address }, info) => {
  await openApp(person, address);
  await painted(person);
  await openScene(person);
  await person.press('button', 'HQ still');
  await expect.poll(() => phase(person), { timeout: 60_000 }).toBe('ready');
  await person.press('radio', 'Quick');
  await expect.poll(async () => (await hqOf(person))?.plan.preset).toBe('quick');
  await person.press('summary', 'Advanced');
  await person.fill('spinbutton', 'Painted size, px', 64);
  await person.fill('spinbutton', 'Coarsest size, px', 64);
  await person.fill('spinbutton', 'Steps at the coarsest size', 12);
  await person.press('button', 'Paint');
  await expect.poll(() => phase(person), { timeout: 120_000 }).toBe('done');
  const losses = (await hqOf(person))?.losses ?? [];
  expect(losses.length).toBe(12);
  expect(Number(losses.at(-1)?.total)).toBeLessThan(Number(losses[0]?.total));
  await person.driver.screenshot(pictureFile(info.project.name, 'hq-phone.png'));
  const file = await person.saved(() => person.press('button', 'Save'));
  const scene = await sharp('tests/fixtures/scene.jpg').metadata();
  const made = await sharp(file).metadata();
  expect(made).toMatchObject({ format: 'png', width: scene.width, height: scene.height });
  expect(made.xmp?.toString()).toContain('xmp:CreatorTool="Impasto"');
});
