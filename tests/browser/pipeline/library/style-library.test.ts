import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decodePicture } from '../../../../src/pipeline/sources/decode-picture';
import { StyleLibrary } from '../../../../src/pipeline/library/style-library';

/** A picture file with a gradient. */
async function drawPicture(width: number, height: number, type = 'image/png'): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  const gradient = context.createLinearGradient(0, 0, width, height);
  gradient.addColorStop(0, 'red');
  gradient.addColorStop(1, 'blue');
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
  return canvas.convertToBlob({ type });
}

let library: StyleLibrary;

beforeEach(async () => {
  await deleteDB('impasto');
  library = await StyleLibrary.open();
});

afterEach(() => library.destroy());

describe('StyleLibrary', () => {
  test('keeps own styles across openings, newest first, before the gallery', async () => {
    const first = await library.add(await drawPicture(300, 200), 'first');
    await new Promise((resolve) => setTimeout(resolve, 2));
    const second = await library.add(await drawPicture(200, 300, 'image/jpeg'), 'second');
    expect([first.keeping, second.keeping]).toEqual(['kept', 'kept']);
    library.destroy();
    library = await StyleLibrary.open();
    expect(library.entries.slice(0, 2).map(({ title }) => title)).toEqual(['second', 'first']);
    expect(library.entries).toHaveLength(16);
  });

  test('what is transparent in an artwork shows the artwork’s own colours; elsewhere it is white', async () => {
    const canvas = new OffscreenCanvas(64, 32);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no 2D canvas');
    context.fillStyle = 'rgb(200 40 40)';
    context.fillRect(0, 0, 32, 32);
    const half = await canvas.convertToBlob({ type: 'image/png' });
    const colourAt = (bitmap: ImageBitmap, x: number): number[] => {
      const copy = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      copy?.drawImage(bitmap, 0, 0);
      bitmap.close();
      return [...(copy?.getImageData(x, 16, 1, 1).data ?? [])];
    };
    expect(colourAt(await decodePicture(half, 64), 48)).toEqual([255, 255, 255, 255]);
    expect(colourAt(await decodePicture(half, 64), 16)).toEqual([200, 40, 40, 255]);
    const { id } = await library.add(half, 'half');
    const [red = 0, green = 0, blue = 0] = colourAt(await library.picture(id), 48);
    expect(Math.abs(red - 200) + Math.abs(green - 40) + Math.abs(blue - 40)).toBeLessThan(12);
  });

  test('gives the artwork shrunk to what a style is read from', async () => {
    const { id } = await library.add(await drawPicture(2000, 1000), 'wide');
    const picture = await library.picture(id);
    expect([picture.width, picture.height]).toEqual([1024, 512]);
    picture.close();
  });

  test('removes and brings back', async () => {
    const { id } = await library.add(await drawPicture(64, 64), 'mine');
    const removed = await library.remove(id);
    expect(library.find(id)).toBeUndefined();
    expect(removed?.title).toBe('mine');
    await removed?.undo();
    library.destroy();
    library = await StyleLibrary.open();
    expect(library.find(id)?.title).toBe('mine');
  });

  test('an artwork that is called off at its last step does not turn up', async () => {
    const calledOff = new AbortController();
    const picture = await drawPicture(64, 64);
    const convert = Reflect.get(OffscreenCanvas.prototype, 'convertToBlob');
    vi.spyOn(OffscreenCanvas.prototype, 'convertToBlob').mockImplementation(function encode(
      this: OffscreenCanvas,
      options,
    ) {
      calledOff.abort();
      return convert.call(this, options);
    });
    const before = library.entries.length;
    await expect(library.add(picture, 'late', calledOff.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    vi.restoreAllMocks();
    expect(library.entries).toHaveLength(before);
  });

  test('the gallery cannot be removed', async () => {
    expect(await library.remove('great-wave')).toBeNull();
    expect(library.find('great-wave')).toBeDefined();
  });

  test('works without IndexedDB, and says that nothing is kept', async () => {
    const spy = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const blocked = await StyleLibrary.open();
    spy.mockRestore();
    const { id, keeping } = await blocked.add(await drawPicture(64, 64), 'fleeting');
    expect(keeping).toBe('this-visit');
    expect(blocked.find(id)?.title).toBe('fleeting');
    blocked.destroy();
  });
});

describe('decodePicture', () => {
  test.each([
    ['text', new Blob(['hello'], { type: 'image/png' })],
    ['an empty file', new Blob([], { type: 'image/jpeg' })],
    ['SVG', new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' })],
    ['a file above 64 MB', new Blob([new Uint8Array(64 * 1024 * 1024 + 1)], { type: 'image/png' })],
  ])('refuses %s', async (_name, file) => {
    await expect(decodePicture(file, 512)).rejects.toMatchObject({ code: 'unreadable-picture' });
  });

  test('refuses half a picture or reads what is there, and never hangs', async () => {
    const whole = await drawPicture(400, 400);
    await expect(decodePicture(whole.slice(0, 60), 512)).rejects.toMatchObject({
      code: 'unreadable-picture',
    });
  });

  test('stops when aborted', async () => {
    await expect(decodePicture(await drawPicture(8, 8), 512, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
