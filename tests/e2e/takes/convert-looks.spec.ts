/** What a converted file looks like over time: nothing flickers, and keyframes pass gently. Measured on its pixels. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import sharp from 'sharp';
import { besidePerson, inPerson, personSvg } from '../../support/media/person-picture';
import { frameColours, withoutFfmpeg } from '../../../tools/media/probe';
import { expectStyled, openApp, snapshotOf } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { chooseFile, paintFile, takesOf } from '../../../tools/app/drive-takes';

test.skip(withoutFfmpeg !== false, String(withoutFfmpeg));

const folder = 'test-results/clips';
const size = 'scale=256:96:force_original_aspect_ratio=increase,crop=256:96,format=yuv420p';

/** @param picture that stands still */
function clip(name: string, seconds: number, filter = size, picture = 'tests/fixtures/scene.jpg'): string {
  const file = `${folder}/${name}`;
  const scene = ['-loop', '1', '-framerate', '12', '-i', picture];
  const encoder = ['-t', String(seconds), '-c:v', 'libx264', '-crf', '12', file];
  execFileSync('ffmpeg', ['-y', '-v', 'error', ...scene, '-vf', filter, ...encoder]);
  return file;
}

const distance = (a: readonly number[] = [], b: readonly number[] = []): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - Number(b[index])), 0) / a.length;

test.beforeAll(() => mkdirSync(folder, { recursive: true }));

test('one half that jumps in brightness is not seen in the other, still one', async ({ page }) => {
  const jump = `${size},drawbox=x=128:y=0:w=128:h=96:color=white@0.7:t=fill:enable='gte(n,9)'`;
  const file = clip('jump.mp4', 1.5, jump);
  await openApp(page);
  await expectStyled(page);
  await chooseFile(page, file);
  const painted = await paintFile(page, 'jump-painted.mp4');
  const left = frameColours(painted, '64:96:0:0');
  const right = frameColours(painted, '64:96:192:0');
  expect(left.length).toBe(18);
  expect(distance(right[4], right[14]), 'the right half jumps').toBeGreaterThan(15);
  const drift = Math.max(...left.map((colour) => distance(colour, left[4])));
  console.log(`the still half drifts by ${drift.toFixed(2)} of 255`);
  expect(drift).toBeLessThan(2);
});

test('keyframes: strength and style pass gently from point to point', async ({ page }) => {
  test.setTimeout(120_000);
  const file = clip('still.mp4', 2);
  await openApp(page);
  await expectStyled(page);
  await chooseFile(page, file);
  const plain = await paintFile(page, 'one-look.mp4');
  await chooseFile(page, file);
  await page.getByRole('button', { name: 'Add a point' }).click();
  await page.getByLabel('Style at point 1').selectOption({ label: 'Composition VIII' });
  await page.getByLabel('Strength at point 1').fill('60');
  const gentle = await paintFile(page, 'keyframes.mp4');

  const everywhere = '256:96:0:0';
  const whole = frameColours(gentle, everywhere);
  expect(whole.length).toBe(24);
  const last = frameColours(plain, everywhere).at(-1);
  expect(distance(whole.at(-1), last), 'the last point is the chosen look').toBeLessThan(3);
  const way = whole.map((colour) => distance(colour, whole[0]));
  const all = Number(way.at(-1));
  expect(all, 'the two looks differ').toBeGreaterThan(8);
  way.forEach((done, index) => expect(done - (way[index - 1] ?? 0), 'no step').toBeLessThan(0.2 * all));
  // Eased: slow at both ends, most of the way in the middle.
  const quarter = Number(way[6]) / all;
  const middle = Number(way[12]) / all;
  console.log(`after a quarter ${quarter.toFixed(2)}, after half ${middle.toFixed(2)} of the way`);
  expect(quarter).toBeLessThan(0.3);
  expect(middle).toBeGreaterThan(0.25);
  expect(middle).toBeLessThan(0.75);
});

test('two styles: each where it is, as it is alone; keyframes change the one in hand', async ({ page }) => {
  test.setTimeout(180_000);
  const file = clip('two.mp4', 1);
  await openApp(page);
  await expectStyled(page);
  await chooseFile(page, file);
  const first = await paintFile(page, 'first-alone.mp4');
  await page.keyboard.press('2');
  await expect.poll(async () => (await snapshotOf(page)).settings.second?.secondInHand).toBe(true);
  await expectStyled(page);
  await chooseFile(page, file);
  await expect(page.getByText('Only the second style changes: it is the one in hand.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a point' }).click();
  const both = await paintFile(page, 'both.mp4');
  await page.getByRole('button', { name: 'One style again' }).click();
  await expectStyled(page);
  await chooseFile(page, file);
  await expect(page.getByText('the one in hand')).toBeHidden();
  const second = await paintFile(page, 'second-alone.mp4');

  const [left, right] = ['96:96:0:0', '96:96:160:0'];
  const apart = (a: string, b: string, crop: string): number[] => {
    const other = frameColours(b, crop);
    return frameColours(a, crop).map((colour, index) => distance(colour, other[index]));
  };
  const [onLeft, onRight] = [apart(both, first, left), apart(both, second, right)];
  console.log(
    `left ${Math.max(...onLeft).toFixed(2)}, right in the end ${onRight.at(-1)?.toFixed(2)} of 255`,
  );
  expect(onLeft.length).toBe(12);
  for (const away of onLeft) expect(away, 'on the left the first alone, all through').toBeLessThan(3);
  expect(onRight.at(-1), 'on the right the second alone, in the end').toBeLessThan(3);
  expect(onRight[0], 'the second begins without strength').toBeGreaterThan(8);
  for (const crop of [left, right])
    expect(apart(first, second, crop)[0], 'the two differ everywhere').toBeGreaterThan(8);
  const [secondAlone = '', inBoth, firstAlone = ''] = (await takesOf(page)).takes.map(({ name }) => name);
  expect(inBoth, 'the name has both styles').toBe(`${firstAlone.replace(/, two$/, '')} + ${secondAlone}`);
});

test('people in one style, what is behind them in another', async ({ page }) => {
  test.setTimeout(180_000);
  const picture = `${folder}/person.png`;
  await sharp(Buffer.from(personSvg)).png().toFile(picture);
  const file = clip('person.mp4', 0.5, 'scale=256:144,format=yuv420p', picture);
  await openApp(page);
  await expectStyled(page);
  await chooseFile(page, file);
  const first = await paintFile(page, 'person-first.mp4');
  await page.keyboard.press('2');
  await page.getByRole('radio', { name: 'Behind people' }).check({ force: true });
  await expectStyled(page);
  await chooseFile(page, file);
  const both = await paintFile(page, 'person-both.mp4');
  const apart = ({ x, y }: { readonly x: number; readonly y: number }): number[] => {
    const crop = `8:8:iw*${x}-4:ih*${y}-4`;
    const alone = frameColours(first, crop);
    return frameColours(both, crop).map((colour, index) => distance(colour, alone[index]));
  };
  const [onPeople, behind] = [inPerson.map(apart), besidePerson.map(apart)];
  console.log(
    `people ${Math.max(...onPeople.flat()).toFixed(2)}, behind ${Math.min(...behind.flat()).toFixed(2)}`,
  );
  for (const away of onPeople.flat()) expect(away, 'people stay in the first').toBeLessThan(8);
  for (const away of behind.flat())
    expect(away, 'the second is behind them, in every frame').toBeGreaterThan(6);
});
