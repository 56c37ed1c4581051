/** Pictures as people have them, opened as content and added as styles; what cannot be read is said in one sentence. */
import { readFileSync } from 'node:fs';
import { oddPictures } from '../../support/files/odd-pictures';
import { expectStyled, openApp, pixels, snapshotOf } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';

const side = 48;

/** RGB near the left or right border of a 48 × 48 picture, halfway down. */
function atBorder(rgb: readonly number[], half: number): number[] {
  const at = ((side / 2) * side + (half === 0 ? 2 : side - 3)) * 3;
  return rgb.slice(at, at + 3);
}

test('all sizes, depths and colour spaces look as elsewhere, and make styles', async ({ page }) => {
  test.setTimeout(240_000);
  await openApp(page);
  await expectStyled(page);
  for (const { name, bytes, mimeType, colours, tolerance } of await oddPictures()) {
    await page.getByTestId('content-file').setInputFiles({ name, mimeType, buffer: bytes });
    await expect.poll(async () => (await snapshotOf(page)).source).toMatchObject({ kind: 'picture', name });
    await expectStyled(page);
    const shown = await pixels(page, 'preview');
    for (const [half, colour] of colours.entries())
      for (const [channel, wanted] of colour.entries()) {
        const found = Number(atBorder(shown, half)[channel]);
        expect(Math.abs(found - wanted), `${name}: ${found}, not ${wanted}`).toBeLessThanOrEqual(tolerance);
      }
    const { styleId } = (await snapshotOf(page)).settings;
    await page.getByTestId('style-file').setInputFiles({ name, mimeType, buffer: bytes });
    await expect
      .poll(async () => (await snapshotOf(page)).settings.styleId, { timeout: 30_000 })
      .not.toBe(styleId);
    await expectStyled(page);
  }
});

test('a HEIC photo is refused with the way to a JPEG; files without a type are tried', async ({ page }) => {
  await openApp(page);
  await expectStyled(page);
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(4000)]);
  for (const mimeType of ['image/heic', 'application/octet-stream']) {
    await page.getByTestId('content-file').setInputFiles({ name: 'photo.heic', mimeType, buffer: heic });
    const sentence = page.getByText('cannot open HEIC photos. Save or share the photo as JPEG');
    await expect(sentence).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).first().click();
    await expect(sentence).toBeHidden();
  }
  await page
    .getByTestId('style-file')
    .setInputFiles({ name: 'photo.heic', mimeType: 'image/heic', buffer: heic });
  await expect(page.getByText('photo is a HEIC photo')).toBeVisible();

  const files = [
    ['scene', 'picture', readFileSync('tests/fixtures/scene.jpg')],
    ['clip', 'video', readFileSync('tests/fixtures/clip.webm')],
  ] as const;
  for (const [name, kind, buffer] of files) {
    await page
      .getByTestId('content-file')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await expect.poll(async () => (await snapshotOf(page)).source).toMatchObject({ kind, name });
  }
});
