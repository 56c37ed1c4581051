/** `npm run soak:mirror`, short: styles go on through losses, and nothing piles up. */
import { soakMirror } from '../../../bench/soak/drive-mirror';
import { grows } from '../../../bench/soak/mirror-growth';
import { expect, test } from '../support/fixtures';

test('mirror mode goes on when camera and engine are lost again and again, and its memory stays level', async () => {
  test.setTimeout(300_000);
  const plan = { changes: 48, seconds: 0.2, cameraLostEvery: 9, engineLostEvery: 16, samples: 9 };
  const samples = await soakMirror(plan, () => undefined);
  const last = samples.at(-1);
  expect(last?.camerasLost).toBeGreaterThanOrEqual(4);
  expect(last?.enginesLost).toBeGreaterThanOrEqual(2);
  expect(last?.frames).toBeGreaterThan(20);
  console.log(
    samples.map((x) => (x.processes / 1e6).toFixed(0)).join(' '),
    samples.map((x) => (x.pageHeap / 1e6).toFixed(1)).join(' '),
  );
  expect(grows(samples)).toEqual([]);
});
