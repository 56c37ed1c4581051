/** Sources that are opened while others are still opening: the newest wins, and nothing stays open behind it. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Notice } from '../../../../src/pipeline/api/session-state';
import { SourceManager } from '../../../../src/pipeline/sources/source-manager';
import { AppSettings } from '../../../../src/pipeline/state/app-settings';
import { openSettings } from '../../../../src/pipeline/storage/settings-store';

let manager: SourceManager | undefined;
afterEach(() => {
  manager?.destroy();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function open() {
  const notices: Notice[] = [];
  manager = new SourceManager({
    settings: new AppSettings(openSettings(null)),
    notify: (notice) => notices.push(notice),
    wantsSound: () => false,
    onFrame: () => undefined,
    onChange: () => undefined,
  });
  return { manager, notices };
}

async function picture(name: string, width: number): Promise<File> {
  const canvas = new OffscreenCanvas(width, width / 2);
  canvas.getContext('2d')?.fillRect(0, 0, 1, 1);
  return new File([await canvas.convertToBlob()], name, { type: 'image/png' });
}

/** Holds the browser's `createImageBitmap` up at its `nth` call, after it is done; counts the bitmaps left open, whoever made them. */
function holdBitmaps(nth: number): {
  readonly reached: Promise<void>;
  readonly go: () => void;
  open: number;
} {
  const original = globalThis.createImageBitmap.bind(globalThis) as (
    ...args: unknown[]
  ) => Promise<ImageBitmap>;
  let go = (): void => undefined;
  let arrive = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const held = { reached, go, open: 0 };
  const counted = (bitmap: ImageBitmap): ImageBitmap => {
    held.open += 1;
    const close = bitmap.close.bind(bitmap);
    bitmap.close = () => {
      held.open -= 1;
      close();
    };
    return bitmap;
  };
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the canvas below
  const transfer = OffscreenCanvas.prototype.transferToImageBitmap;
  vi.spyOn(OffscreenCanvas.prototype, 'transferToImageBitmap').mockImplementation(function (
    this: OffscreenCanvas,
  ) {
    return counted(transfer.call(this));
  });
  let calls = 0;
  vi.spyOn(globalThis, 'createImageBitmap').mockImplementation(async (...args: unknown[]) => {
    calls += 1;
    const mine = calls;
    const bitmap = counted(await original(...args));
    if (mine === nth) {
      arrive();
      await gate;
    }
    return bitmap;
  });
  return held;
}

test.each([1, 2])(
  'a slow picture that is decoded late does not replace the newer one (held at step %i)',
  async (step) => {
    const [slow, quick] = [await picture('slow.png', 512), await picture('quick.png', 8)];
    const held = holdBitmaps(step);
    const { manager: sources, notices } = open();
    const first = sources.openFile(slow);
    await held.reached;
    await sources.openFile(quick);
    expect(sources.state).toEqual({ kind: 'picture', name: 'quick.png' });
    held.go();
    await first;
    expect(sources.state).toEqual({ kind: 'picture', name: 'quick.png' });
    expect(sources.current?.size).toEqual({ width: 8, height: 4 });
    expect(notices).toEqual([]);
    expect(held.open, 'bitmaps that are open').toBe(1);
  },
);

test('destroyed while a picture is decoded: nothing is opened any more', async () => {
  const file = await picture('late.png', 64);
  const held = holdBitmaps(2);
  const { manager: sources } = open();
  const opening = sources.openFile(file);
  await held.reached;
  sources.destroy();
  held.go();
  await opening;
  expect(sources.current).toBeNull();
  expect(held.open, 'bitmaps that are open').toBe(0);
});

test('a refused file leaves what is open, and is named', async () => {
  const { manager: sources, notices } = open();
  await sources.openFile(await picture('good.png', 8));
  await sources.openFile(new File(['no picture'], 'bad.png', { type: 'image/png' }));
  await sources.openFile(new File(['text'], 'notes.txt', { type: 'text/plain' }));
  expect(sources.state).toEqual({ kind: 'picture', name: 'good.png' });
  expect(notices).toEqual([
    { code: 'file-refused', problem: 'picture-unreadable', name: 'bad.png' },
    { code: 'file-refused', problem: 'file-unknown', name: 'notes.txt' },
  ]);
});

test('where no decoder plays animations, one shows its first picture, and that is said', async () => {
  // A GIF of 1 × 1 px with the looping extension.
  const ascii = (text: string): number[] => Array.from(new TextEncoder().encode(text));
  const looping = [0x21, 0xff, 11, ...ascii('NETSCAPE2.0'), 3, 1, 0, 0, 0];
  const palette = [0, 0, 0, 255, 255, 255];
  const image = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0];
  const bytes = [
    ...ascii('GIF89a'),
    1,
    0,
    1,
    0,
    0x80,
    0,
    0,
    ...palette,
    ...looping,
    ...image,
    ...image,
    0x3b,
  ];
  const file = new File([new Uint8Array(bytes)], 'wave.gif', { type: 'image/gif' });
  const { manager: sources, notices } = open();
  await sources.openFile(file);
  expect(sources.state.kind).toBe('video');
  vi.stubGlobal('ImageDecoder', undefined);
  await sources.openFile(file);
  expect(sources.state).toEqual({ kind: 'picture', name: 'wave.gif' });
  expect(notices).toEqual([{ code: 'picture-stands-still', name: 'wave.gif' }]);
});
