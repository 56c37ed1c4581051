/** A run's job on disk and back: nothing that shapes the picture is lost. */
import { expect, test } from 'vitest';
import { jobFingerprint } from '../../../../src/workers/hq/job/hq-job';
import type { HqJob } from '../../../../src/workers/hq/job/hq-job';
import { stillSettings } from '../../../../src/workers/hq/settings';
import { decodeJob, encodeJob } from '../../../../src/workers/hq/store/saved-job';
import type { RgbaPicture } from '../../../../src/shared/picture';

const plain = (value: number, width = 3, height = 2): RgbaPicture => ({
  data: new Uint8ClampedArray(width * height * 4).fill(value),
  width,
  height,
});
const one: HqJob = {
  content: plain(1),
  styles: [
    { picture: plain(2, 5, 4), weight: 1 },
    { picture: plain(3), weight: 2.5 },
  ],
  start: plain(4),
  settings: stillSettings('quick', { amount: 0.5 }),
};
const two: HqJob = {
  ...one,
  guide: plain(5, 6, 4),
  part: { mask: { data: Uint8Array.of(0, 255), width: 2, height: 1 }, area: 'person' },
  second: {
    styles: [{ picture: plain(6, 2, 2), weight: 3 }],
    amount: 0.25,
    mask: { data: Uint8Array.of(0, 100, 255), width: 1, height: 3 },
  },
  memoryBytes: 1e9,
};

test.each([one, two])('is read as it was written', (job) => {
  const read = decodeJob(encodeJob({ job, note: 'of a test' }));
  expect(read).toEqual({ job, note: 'of a test' });
  expect(jobFingerprint(read.job)).toBe(jobFingerprint(job));
});

test('another second style, strength or place is another job; the fingerprint of one style is as it ever was', () => {
  const { second } = two;
  if (!second) throw new Error('there is a second style');
  const others = [
    { ...two, second: { ...second, amount: 0.5 } },
    { ...two, second: { ...second, mask: { ...second.mask, data: Uint8Array.of(0, 101, 255) } } },
    { ...two, second: { ...second, styles: [{ picture: plain(7, 2, 2), weight: 3 }] } },
    { ...two, styles: second.styles, second: { ...second, styles: two.styles } },
  ];
  const prints = [one, two, ...others].map(jobFingerprint);
  expect(new Set(prints).size).toBe(prints.length);
  // Runs that an earlier version left behind go on.
  expect(jobFingerprint(one)).toBe('e616c71a6bb88fee');
});
