/** A picture of a person drawn for the test: what is styled, and what shows the camera, on each engine. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RgbaPicture } from '../../../../../src/shared/picture';
import { SegmentClient } from '../../../../../src/workers/segment/segment.client';
import { fetchGolden } from '../../../../support/networks/network-files';
import {
  bitmap,
  clearCanvas,
  eachByItself,
  shown,
  videoFrame,
} from '../../../../support/networks/open-engine';
import type { OpenEngine } from '../../../../support/networks/open-engine';
import { besidePerson, inPerson, personSvg } from '../../../../support/media/person-picture';
import type { MaskReply, MaskRequest } from '../../../../../src/workers/segment/segment.protocol';
import { normStatisticsLength } from '../../../../../src/workers/networks/types';
import type { Look, StyleCode, StyledArea } from '../../../../../src/workers/networks/types';

/** px; small, since SwiftShader draws it. */
const width = 128;
const height = 72;

const { floats } = await fetchGolden();
const code = floats('style.z');
/** As unlike it as can be. */
const secondCode = code.map((value) => -value);
const person = await drawn();

async function drawn(): Promise<RgbaPicture> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(personSvg)}`;
  await image.decode();
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no 2D context');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  return { data: context.getImageData(0, 0, width, height).data, width, height };
}

/** Mean absolute difference around a place, 0..255. */
function difference(
  a: RgbaPicture,
  b: RgbaPicture,
  { x, y }: { x: number; y: number },
  mirror = false,
): number {
  let sum = 0;
  for (const [dx, dy] of [
    [0, 0],
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ] as const) {
    const column = Math.floor(x * width) + dx;
    const row = Math.floor(y * height) + dy;
    const other = mirror ? width - 1 - column : column;
    for (let c = 0; c < 3; c++)
      sum += Math.abs(
        Number(a.data[(row * width + column) * 4 + c]) - Number(b.data[(row * width + other) * 4 + c]),
      );
  }
  return sum / 15;
}

export function people(opened: () => OpenEngine): void {
  const segment = new SegmentClient((error) => {
    throw error;
  });
  beforeAll(async () => {
    await clearCanvas(opened(), code);
    await segment.open();
  });
  afterAll(() => segment.destroy());

  it('styles only people, or only what is behind them, in frames and stills', async () => {
    const { client, canvas } = opened();
    client.setLook({ mix: [{ code, weight: 1 }], strength: 1 });
    const draw = async (area: StyledArea, { mirror = false, changes = true } = {}): Promise<RgbaPicture> => {
      client.setOptions({ ...eachByItself, area });
      await client.present(videoFrame(person, 1), { width, height, mirror, cut: true });
      // The frame may still be in flight: what reads it back comes after it.
      await client.snapshot();
      return shown(canvas, person, changes);
    };
    const styled = await draw('all');
    for (const place of [...inPerson, ...besidePerson])
      expect(difference(styled, person, place)).toBeGreaterThan(5);

    // Without masks all of the picture is styled.
    const unmasked = await draw('person', { changes: false });
    for (const place of besidePerson) expect(difference(unmasked, styled, place)).toBeLessThan(2);

    segment.connect(client.openMasks());
    const people = await draw('person');
    for (const place of inPerson) expect(difference(people, styled, place)).toBeLessThan(2);
    for (const place of besidePerson) expect(difference(people, person, place)).toBeLessThan(3);

    const background = await draw('background');
    for (const place of inPerson) expect(difference(background, person, place)).toBeLessThan(3);
    for (const place of besidePerson) expect(difference(background, styled, place)).toBeLessThan(2);

    const mirrored = await draw('background', { mirror: true });
    for (const place of inPerson) expect(difference(mirrored, person, place, true)).toBeLessThan(3);

    const still = await client.stylize(await bitmap(person), { width, height, mirror: false });
    for (const place of inPerson) expect(difference(still, person, place)).toBeLessThan(3);
    for (const place of besidePerson) expect(difference(still, person, place)).toBeGreaterThan(5);

    client.closeMasks();
    const after = await draw('background');
    for (const place of inPerson) expect(difference(after, styled, place)).toBeLessThan(2);
  });

  it('has people in one style and what is behind them in another, in frames and stills', async () => {
    const { client, canvas } = opened();
    client.setOptions(eachByItself);
    const alone = (code: StyleCode): Look => ({ mix: [{ code, weight: 1 }], strength: 1 });
    const shownIn = async (look: Look): Promise<RgbaPicture> => {
      client.setLook(look);
      await client.present(videoFrame(person, 1), { width, height, mirror: false, cut: true });
      await client.snapshot();
      return shown(canvas, person);
    };
    const first = await shownIn(alone(code));
    const second = await shownIn(alone(secondCode));
    for (const place of [...inPerson, ...besidePerson])
      expect(difference(first, second, place)).toBeGreaterThan(15);

    const mask = { data: Uint8Array.of(0), width: 1, height: 1 };
    const look = { ...alone(code), second: { ...alone(secondCode), mask, behindPeople: true } };
    // Until people are found all is the first's.
    const before = await shownIn(look);
    for (const place of besidePerson) expect(difference(before, first, place)).toBeLessThan(2);

    segment.connect(client.openMasks());
    const still = await client.stylize(await bitmap(person), { width, height, mirror: false });
    for (const picture of [await shownIn({ ...look }), still]) {
      for (const place of inPerson)
        expect(difference(picture, first, place)).toBeLessThan(difference(picture, second, place) / 2);
      for (const place of besidePerson)
        expect(difference(picture, second, place)).toBeLessThan(difference(picture, first, place) / 2);
    }
    client.closeMasks();
  });
  it('waits for the mask of each frame of a file that is converted, however quick they are', async () => {
    const { client } = opened();
    client.setOptions({ ...eachByItself, area: 'person' });
    const statistics = new Float32Array(normStatisticsLength).fill(1);
    client.setLook({ mix: [{ code, weight: 1 }], strength: 1, statistics });
    const line = client.openMasks();
    let asked = 0;
    line.onmessage = ({ data: { id, frame } }: MessageEvent<MaskRequest>) => {
      asked += 1;
      frame.close();
      line.postMessage({ id, mask: null } satisfies MaskReply);
    };
    const tiny = { width: 16, height: 16, mirror: false };
    for (let i = 0; i < 8; i++) await client.present(videoFrame(person, i / 30), { ...tiny, cut: i === 0 });
    expect(asked).toBe(8);
    client.closeMasks();
    line.close();
  });
}
