/** A recorded take, read back from the page and looked at with ffprobe. */
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { decodeErrors, probe, topBoxes } from '../../../tools/media/probe';
import type { Probe } from '../../../tools/media/probe';
import { fileOf, takesOf, waitForTake } from '../../../tools/app/drive-takes';

/** The newest take's file, found whole: decodes without complaint, can be sought, says what the library says. */
export async function wholeTake(page: Page, name: string, codec = 'h264'): Promise<Probe> {
  const id = await waitForTake(page);
  const [take] = (await takesOf(page)).takes;
  const file = await fileOf(page, id, name);
  const found = probe(file);
  expect(decodeErrors(file)).toBe('');
  const boxes = topBoxes(readFileSync(file)).filter((type) => /^(moov|moof|mdat)$/.test(type));
  expect(boxes, 'a plain file with its index in front').toEqual(['moov', 'mdat']);
  expect(found.video).toEqual({ codec, width: take?.width, height: take?.height });
  expect(Math.abs(found.duration - (take?.duration ?? 0))).toBeLessThan(1 / 30);
  expect(found.audio !== null).toBe(take?.hasSound);
  return found;
}
