/** An engine worker with a canvas on the page, and the frames and pictures that tests feed it. */

import { expect, vi } from 'vitest';
import { EngineClient } from '../../../src/workers/engine/engine.client';
import type { EngineOptions } from '../../../src/workers/engine/engine.client';
import type { RgbaPicture, Size } from '../../../src/shared/picture';
import { defaultRenderOptions } from '../../../src/workers/networks/types';
import type { StyleCode } from '../../../src/workers/networks/types';

export interface OpenEngine {
  readonly client: EngineClient;
  readonly canvas: HTMLCanvasElement;
}

export async function openEngine(options: Omit<EngineOptions, 'canvas'>): Promise<OpenEngine> {
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  const client = await EngineClient.create({
    warmUp: { width: 64, height: 64 },
    ...options,
    canvas: canvas.transferControlToOffscreen(),
  });
  return { client, canvas };
}

/** Each frame by itself: nothing of what was drawn before is in it. */
export const eachByItself = { ...defaultRenderOptions, statistics: 'exact', steadiness: 0 } as const;

/** @param seconds on the clip's clock. */
export function videoFrame({ data, width, height }: RgbaPicture, seconds: number): VideoFrame {
  return new VideoFrame(data, {
    format: 'RGBX',
    codedWidth: width,
    codedHeight: height,
    timestamp: Math.round(seconds * 1e6),
    // As a screen has it: YUV's matrix would not apply, and no range is stretched.
    colorSpace: { primaries: 'bt709', transfer: 'iec61966-2-1', matrix: 'rgb', fullRange: true },
  });
}

export async function bitmap({ data, width, height }: RgbaPicture): Promise<ImageBitmap> {
  return createImageBitmap(new ImageData(data, width, height));
}

/**
 * Waits until nothing of an engine's frames is on its way to the canvas any more: `shown` then reads what is drawn next.
 * Leaves a frame of 16 × 16 px there.
 */
export async function clearCanvas({ client, canvas }: OpenEngine, code: StyleCode): Promise<void> {
  const tiny = { width: 16, height: 16 };
  const grey = { ...tiny, data: new Uint8ClampedArray(16 * 16 * 4).fill(128) };
  client.setLook({ mix: [{ code, weight: 1 }], strength: 1 });
  await client.present(videoFrame(grey, 0), { ...tiny, mirror: false, cut: true });
  // In a hook there is no `expect.poll`.
  await vi.waitFor(() => expect([canvas.width, canvas.height]).toEqual([16, 16]), 20_000);
}

/** What `shown` last read from each canvas. */
const lastShown = new WeakMap<HTMLCanvasElement, Uint8ClampedArray>();

/** So long a frame that a worker drew may take to the page on a busy machine, ms; then one as before is believed. */
const unchangedMs = 20_000;

/**
 * What the canvas shows, read like a screenshot, once it shows something else than at the last call.
 * @param changes false where the picture is to be the same as before: nothing is waited for
 */
export async function shown(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
  changes = true,
): Promise<RgbaPicture> {
  const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!copy) throw new Error('no 2D context');
  const read = async (): Promise<Uint8ClampedArray<ArrayBuffer>> => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    copy.clearRect(0, 0, width, height);
    copy.drawImage(canvas, 0, 0);
    return copy.getImageData(0, 0, width, height).data;
  };
  const last = lastShown.get(canvas);
  const until = performance.now() + (changes ? unchangedMs : 0);
  let data = await read();
  // A canvas whose size is still another one shows the frame before, cut.
  const isOld = (): boolean =>
    canvas.width !== width ||
    canvas.height !== height ||
    data.every((value, i) => value === (last?.[i] ?? 0));
  while (performance.now() < until && isOld()) data = await read();
  lastShown.set(canvas, data);
  return { data, width, height };
}

/** Red, green and blue without alpha. */
export function rgb({ data }: RgbaPicture): number[] {
  return [...data].filter((_, i) => i % 4 !== 3);
}
