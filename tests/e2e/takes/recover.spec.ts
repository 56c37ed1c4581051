/** Recordings survive the death of the browser. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeErrors, probe, withoutFfmpeg } from '../../../tools/media/probe';
import { expectStyled, openApp } from '../../../tools/app/drive-app';
import { expect, test } from '../support/fixtures';
import { startMortal } from '../support/mortal-browser';
import { base } from '../support/own-browser';
import { fileOf, recordFor, takesOf, waitForSeconds, waitForTake } from '../../../tools/app/drive-takes';
import { removeProfile } from '../../../tools/browser/remove-profile';

// A trace of a browser that was killed cannot be collected.
test.use({ trace: 'off' });
test.skip(withoutFfmpeg !== false, String(withoutFfmpeg));

/** What may be lost, s: a fragment of a second, and the frames that the encoder still held. */
const mostLost = 1.5;

test('a killed browser loses at most the last moment', async ({ baseURL }) => {
  const profile = mkdtempSync(path.join(tmpdir(), 'impasto-profile-'));
  let living = await startMortal(profile, 'about:blank');
  try {
    await openApp(living.page, undefined, base(baseURL));
    await expectStyled(living.page);
    await living.page.getByRole('button', { name: 'Record video' }).click();
    await waitForSeconds(living.page, 0.1);
    const { length, written } = await recordFor(living.page, 4);
    console.log(`killed at ${length.toFixed(2)} s, written at ${written.toFixed(2)} s`);
    await living.kill();

    living = await startMortal(profile, base(baseURL));
    const { page } = living;
    const card = page.getByRole('region', { name: 'A recording was cut off' });
    await expect(card).toBeVisible({ timeout: 60_000 });
    await card.getByRole('button', { name: 'Play' }).click();
    await expect
      .poll(() => page.locator('video[controls]').evaluate((video: HTMLVideoElement) => video.duration))
      .toBeGreaterThan(written - mostLost);
    await card.getByRole('button', { name: 'Save' }).click();
    await expect(card).toBeHidden();
    const file = await fileOf(page, await waitForTake(page), 'recovered.mp4');
    expect(decodeErrors(file)).toBe('');
    const { duration, times } = probe(file);
    expect(duration).toBeGreaterThanOrEqual(written - mostLost);
    expect(times.length).toBeGreaterThan(4);
    expect((await takesOf(page)).cutOff).toEqual([]);
  } finally {
    await living.kill();
    await removeProfile(profile);
  }
});
