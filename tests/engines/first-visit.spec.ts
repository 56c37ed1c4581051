/** The first visit with nothing set: what is explained, what is seen, at a phone's and a desk's size. */
import { snapshotOf } from '../../tools/app/drive-app';
import { expect, pictureFile, test } from './fixtures';
import { painted } from './walk';

test('the first visit: three cards, the camera, a painted picture; axe finds nothing', async ({
  person,
  address,
}, info) => {
  const look = (name: string): Promise<void> =>
    person.driver.screenshot(pictureFile(info.project.name, `${name}.png`));
  await person.open(address);
  await person.sees('dialog', /.+/);
  await look('card-phone');
  await person.press('button', 'Next');
  await person.press('button', 'Next');
  await person.sees('heading', 'Your browser will ask for the camera');
  expect((await snapshotOf(person)).source.kind, 'not asked yet').toBe('idle');
  await person.press('button', 'Start the camera');
  await painted(person);
  const { source, engine } = await snapshotOf(person);
  expect(source.kind).toBe('camera');
  console.log(`${info.project.name}: paints on ${engine.kind === 'ready' ? engine.backend : engine.kind}`);
  expect(await person.axeViolations()).toEqual([]);
  await look('live-phone');
  await person.driver.resize(1440, 900);
  await painted(person);
  // A picture of the window may come before the window is drawn at its new size.
  await expect.poll(() => person.evaluate(() => innerWidth)).toBeGreaterThan(1400);
  await person.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
  expect(await person.axeViolations()).toEqual([]);
  await look('live-desktop');
  await person.press('button', 'Settings');
  await person.sees('heading', 'Settings');
  await look('settings-desktop');
});
