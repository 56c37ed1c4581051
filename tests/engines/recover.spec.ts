/** A recording survives the death of the browser, in WebKit and Firefox. */
import { statSync } from 'node:fs';
import { fileOf, recordFor, recordedBytes, recordedSeconds, takesOf } from '../../tools/app/drive-takes';
import { decodeErrors, probe, withoutFfmpeg } from '../../tools/media/probe';
import { expect, openApp, test } from './fixtures';
import { painted, takesWhen } from './walk';

test.skip(withoutFfmpeg !== false, String(withoutFfmpeg));

/**
 * What may be lost, s: a fragment, and the frames that the encoder still held. WebKit encodes three frames a second here,
 * and both engines are walked at once: encoders are seconds behind.
 */
const mostLost: Readonly<Record<string, number>> = { firefox: 3, webkit: 4 };

test('a killed browser loses at most the last moment', async ({ person, address }, info) => {
  await openApp(person, address);
  await painted(person);
  await person.press('button', 'Record video');
  // Encoders may take seconds to start on a busy machine.
  await expect.poll(() => recordedBytes(person)).toBeGreaterThan(1000);
  const { length, bytes } = await recordFor(person, (await recordedSeconds(person)) + 4);
  await person.crash();
  await person.driver.resize(390, 844);
  await person.open(address);
  await person.sees('region', 'A recording was cut off');
  await person.press('button', 'Save');
  const [take] = await takesWhen(person, 1);
  expect((await takesOf(person)).cutOff).toEqual([]);
  const file = await fileOf(person, take?.id ?? '', `${info.project.name}-recovered`);
  expect(decodeErrors(file)).toBe('');
  const { duration, times } = probe(file);
  // Its index is of another kind, and a last fragment was cut off.
  expect(statSync(file).size, 'what was on the disk').toBeGreaterThan(0.7 * bytes);
  console.log(`${info.project.name}: killed at ${length.toFixed(2)} s, ${duration.toFixed(2)} s are left`);
  expect(duration).toBeGreaterThanOrEqual(length - (mostLost[info.project.name] ?? 0));
  expect(times.length).toBeGreaterThan(4);
});
