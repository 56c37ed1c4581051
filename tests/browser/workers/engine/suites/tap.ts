/** The tap gives what the canvas shows, on every engine, at the frame's own time, and only on credit. */
import { expect, it } from 'vitest';
import type { TapCredit, TapFrame } from '../../../../../src/workers/rpc/tap.protocol';
import { rgb } from '../../../../support/networks/open-engine';
import type { OpenEngine } from '../../../../support/networks/open-engine';
import { defaultRenderOptions } from '../../../../../src/workers/networks/types';

const side = 64;

function frame(timestamp: number): VideoFrame {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  for (let index = 0; index < 16; index++) {
    context.fillStyle = `hsl(${index * 53} 70% ${20 + index * 4}%)`;
    context.fillRect((index % 4) * 16, (index >> 2) * 16, 16, 16);
  }
  return new VideoFrame(canvas, { timestamp });
}

function pixels(source: CanvasImageSource): number[] {
  const context = new OffscreenCanvas(side, side).getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.drawImage(source, 0, 0);
  return rgb({ data: context.getImageData(0, 0, side, side).data, width: side, height: side });
}

export function tap(opened: () => OpenEngine): void {
  it('taps the painted picture with its capture time', async () => {
    const { client: engine } = opened();
    const code = new Float32Array(100).map((_v, i) => Math.sin(i));
    engine.setLook({ mix: [{ code, weight: 1 }], strength: 1 });
    engine.setOptions(defaultRenderOptions);
    const port = engine.openTap();
    const taps: TapFrame[] = [];
    port.onmessage = ({ data }: MessageEvent<TapFrame>) => taps.push(data);
    const placement = { width: side, height: side, mirror: false };
    await engine.present(frame(1000), placement);
    const credit: TapCredit = { credit: 1 };
    port.postMessage(credit);
    // Credit comes on a line of its own: some frames may be painted before it. Then one frame goes out, and no other.
    let painted = 1;
    await expect
      .poll(async () => {
        await engine.present(frame(1_790_000_000_123_456 + painted), placement);
        painted += 1;
        return taps.length;
      })
      .toBe(1);
    const [first] = taps;
    const dropped = Number(first?.dropped);
    expect(dropped, 'the first had no credit').toBeGreaterThanOrEqual(1);
    expect(first?.frame.timestamp).toBe(1_790_000_000_123_456 + dropped);
    await engine.present(frame(1_790_000_000_123_456 + painted), placement);
    expect(taps.length).toBe(1);
    const { data, width, height } = await engine.snapshot();
    const shown = pixels(await createImageBitmap(new ImageData(data, width, height)));
    const tapped = first ? pixels(first.frame) : [];
    first?.frame.close();
    // A converter waits for the very next frame: its credit must not come late.
    const lent = engine.openTap(1);
    const next = new Promise<TapFrame>((resolve) => {
      lent.onmessage = ({ data: sent }: MessageEvent<TapFrame>) => resolve(sent);
    });
    await engine.present(frame(1_790_000_000_323_456), placement);
    const lentFrame = await next;
    expect(lentFrame).toMatchObject({ dropped: 0, frame: { timestamp: 1_790_000_000_323_456 } });
    lentFrame.frame.close();
    const mean =
      tapped.reduce((sum, value, index) => sum + Math.abs(value - Number(shown[index])), 0) / tapped.length;
    engine.closeTap();
    expect(mean, 'levels of 255').toBeLessThan(6);
    expect(new Set(tapped).size, 'a picture, not a flat colour').toBeGreaterThan(20);
  });
}
