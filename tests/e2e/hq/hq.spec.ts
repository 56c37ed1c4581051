/** The HQ still in a real browser: from the current frame to a saved file, over a reload. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import {
  chooseStyle,
  difference,
  expectStyled,
  openApp,
  openScene,
  snapshotOf,
} from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { decodeErrors, probe } from '../../../tools/media/probe';
import { fileOf, takesOf, waitForTake } from '../../../tools/app/drive-takes';
import { half } from '../support/halves';
import { expectKept, hqOf, openPlan, phase, planSmall } from '../support/hq-sheet';
import { readingsOf } from '../../support/stays';

test('paints, shows how it goes, saves a file with its settings in it', async ({ page }) => {
  await openPlan(page, 12);
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  await expect.poll(() => phase(page), { timeout: 60_000 }).toBe('done');
  const done = await hqOf(page);
  expect(done?.losses).toHaveLength(12);
  expect(Number(done?.losses.at(-1)?.total)).toBeLessThan(Number(done?.losses[0]?.total));
  // The fixture's own size: the picture was painted at 64 px and enlarged.
  const { width, height } = await sharp('tests/fixtures/scene.jpg').metadata();
  expect(done?.phase).toMatchObject({ size: { width, height }, optimised: { width: 64 } });

  for (const [type, format] of [
    ['PNG', 'png'],
    ['JPEG', 'jpeg'],
    ['WebP', 'webp'],
  ] as const) {
    await page.getByRole('radio', { name: type }).check({ force: true });
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const file = await readFile(await (await downloading).path());
    const metadata = await sharp(file).metadata();
    expect(metadata).toMatchObject({ format, width, height });
    const xmp = metadata.xmp?.toString() ?? '';
    expect(xmp).toContain('xmp:CreatorTool="Impasto"');
    expect(xmp).toContain('&#34;longSide&#34;:64');
    const { channels } = await sharp(file).stats();
    expect(Math.min(...channels.map(({ stdev }) => stdev)), 'a picture, not a flat colour').toBeGreaterThan(
      5,
    );
  }
});

test('keeps a clip of the painting among the takes', async ({ page }) => {
  await openPlan(page, 12);
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  await expect.poll(() => phase(page), { timeout: 60_000 }).toBe('done');
  await page.getByRole('button', { name: 'Keep the painting as a clip' }).click();
  await expect(page.getByText('A clip of the painting is in your takes')).toBeVisible({ timeout: 60_000 });
  const id = await waitForTake(page);
  expect((await takesOf(page)).takes).toMatchObject([{ kind: 'video', hasSound: false }]);
  const file = await fileOf(page, id, 'painting');
  const { duration, video, audio } = probe(file);
  expect([video.codec, audio]).toEqual([expect.stringMatching(/^(h264|vp9)$/), null]);
  expect(Math.max(video.width, video.height)).toBe(720);
  expect(duration).toBeGreaterThan(2);
  expect(duration).toBeLessThanOrEqual(10.1);
  expect(decodeErrors(file)).toBe('');
});

test('two styles side by side are painted both, or the one in hand alone', async ({ page }) => {
  await openApp(page);
  await openScene(page);
  await page.keyboard.press('2');
  await expect.poll(async () => (await snapshotOf(page)).settings.second).not.toBeNull();
  await expectStyled(page);
  await planSmall(page, 10);
  const both = page.getByRole('checkbox', { name: 'Both styles' });
  const painted = async (): Promise<readonly number[]> => {
    await page.getByRole('button', { name: 'Paint', exact: true }).click();
    await expect.poll(() => phase(page), { timeout: 60_000 }).toBe('done');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const file = await (await downloading).path();
    return [...(await sharp(file).resize(48, 48, { fit: 'fill' }).removeAlpha().raw().toBuffer())];
  };
  await expect(both).toBeChecked();
  const two = await painted();
  await page.getByRole('button', { name: 'Paint again' }).click();
  await expect.poll(() => phase(page), { timeout: 60_000 }).toBe('ready');
  await both.uncheck({ force: true });
  const one = await painted();
  // The second is in hand, on the right.
  const apart = (side: 'left' | 'right'): number => difference(half(two, side), half(one, side));
  expect(apart('right')).toBeLessThan(0.5 * apart('left'));
});

test('pauses, goes on, keeps what there is; live rests meanwhile and comes back', async ({ page }) => {
  await openPlan(page, 5000);
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  await expect.poll(async () => (await hqOf(page))?.losses.length, { timeout: 60_000 }).toBeGreaterThan(3);
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /left|Starting/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused')).toBeVisible();
  const steps = async (): Promise<number> => Number((await hqOf(page))?.losses.length);
  const paused = await steps();
  // One step may be under way when the message comes.
  expect((await readingsOf(steps, 800)).at(-1)).toBeLessThanOrEqual(paused + 1);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(async () => (await hqOf(page))?.losses.length).toBeGreaterThan(paused);
  await page.getByRole('button', { name: 'Keep this' }).click();
  await expect.poll(() => phase(page)).toBe('done');
  expect((await hqOf(page))?.phase).toMatchObject({ kept: true });
  await page.getByRole('button', { name: 'Close' }).first().click();
  await expect.poll(() => phase(page)).toBeUndefined();
  await chooseStyle(page, 'Composition VIII');
  await expectStyled(page);
});

test('goes on after a reload from the last preview', async ({ page }) => {
  await openPlan(page, 5000);
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  await expectKept(page);
  const before = await hqOf(page);
  await page.reload();
  await page.getByRole('button', { name: 'Go on' }).click({ timeout: 60_000 });
  await expect.poll(async () => (await hqOf(page))?.losses.length, { timeout: 60_000 }).toBeGreaterThan(1);
  const after = await hqOf(page);
  if (before?.phase.kind !== 'running' || after?.phase.kind !== 'running') throw new Error('not running');
  const stopped = Number(before.phase.progress?.iteration);
  const resumed = Number(after.phase.progress?.iteration) - after.losses.length;
  // A run goes on from its last preview, and one comes about every second.
  const perPreview = 1000 / Number(before.phase.progress?.ms);
  expect(resumed).toBeGreaterThan(0);
  expect(stopped - resumed).toBeLessThan(3 * perPreview + 5);
  expect(after.plan.settings).toMatchObject({ longSide: 64, firstIterations: 5000 });
  expect(after.plan.styles[0]?.entry.title).toBe(before.plan.styles[0]?.entry.title);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => phase(page)).toBeUndefined();
  // Cancelled is forgotten.
  await page.reload();
  await expectStyled(page);
  await expect(page.getByText('An HQ still is not finished yet.')).toHaveCount(0);
});

test('a file that is no VGG-19 is refused in a sentence, and the way back is open', async ({ page }) => {
  await openPlan(page, 5);
  await page.getByTestId('network-file').setInputFiles('tests/fixtures/golden.safetensors');
  await expect(page.getByText('This is no VGG-19')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => phase(page), { timeout: 60_000 }).toBe('ready');
  expect((await hqOf(page))?.network).toBe('own');
});

test('the camera’s frame is offered once there is one, in the shape of the stage', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  await page.getByRole('button', { name: 'HQ still' }).click();
  await expect.poll(() => phase(page), { timeout: 60_000 }).toBe('ready');
  const size = (await hqOf(page))?.sourceSize;
  expect((await snapshotOf(page)).source.kind).toBe('camera');
  // The page is 390 × 844: what live mode crops away is not painted either.
  expect(Number(size?.width) / Number(size?.height)).toBeLessThan(0.6);
});
