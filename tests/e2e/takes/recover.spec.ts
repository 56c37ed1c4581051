/** Recordings survive the death of the browser. */
import { mkdtempSync, statSync } from 'node:fs';
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

/**
 * What may be lost, s: a fragment, and the frames that the encoder still held. Half a second where it keeps pace; beside
 * other work it may be seconds behind.
 */
const mostLost = 2.5;

test('a killed browser loses at most the last moment', async ({ baseURL }) => {
  test.setTimeout(240_000);
  const profile = mkdtempSync(path.join(tmpdir(), 'impasto-profile-'));
  let living = await startMortal(profile, 'about:blank');
  try {
    await openApp(living.page, undefined, base(baseURL));
    await expectStyled(living.page);
    await living.page.getByRole('button', { name: 'Record video' }).click();
    await waitForSeconds(living.page, 0.1);
    const { length, bytes } = await recordFor(living.page, 4);
    await living.kill();

    living = await startMortal(profile, 'about:blank');
    const { page } = living;
    // With the settings again: the killed browser may not have written them, and would try every GPU first.
    await openApp(page, undefined, base(baseURL));
    const card = page.getByRole('region', { name: 'A recording was cut off' });
    await expect(card).toBeVisible({ timeout: 60_000 });
    await card.getByRole('button', { name: 'Play' }).click();
    await expect
      .poll(() => page.locator('video[controls]').evaluate((video: HTMLVideoElement) => video.duration), {
        timeout: 60_000,
      })
      .toBeGreaterThan(length - mostLost);
    await card.getByRole('button', { name: 'Save' }).click();
    await expect(card).toBeHidden({ timeout: 60_000 });
    const file = await fileOf(page, await waitForTake(page), 'recovered.mp4');
    expect(decodeErrors(file)).toBe('');
    const { duration, times } = probe(file);
    console.log(`killed at ${length.toFixed(2)} s, ${duration.toFixed(2)} s are left`);
    // Its index is of another kind, and a last fragment was cut off.
    expect(statSync(file).size, 'what was on the disk').toBeGreaterThan(0.7 * bytes);
    expect(duration).toBeGreaterThanOrEqual(length - mostLost);
    expect(times.length).toBeGreaterThan(4);
    expect((await takesOf(page)).cutOff).toEqual([]);
  } finally {
    await living.kill();
    await removeProfile(profile);
  }
});
