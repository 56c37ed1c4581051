/** The tap gives what the canvas shows, on every engine, at the frame's own time, and only on credit. */
import { afterEach, describe, expect, it } from 'vitest';
import { ModelStore } from '../../../../../src/pipeline/engine/model-store';
import { EngineClient } from '../../../../../src/workers/engine/engine.client';
import type { EngineChoice } from '../../../../../src/workers/engine/engine.client';
import type { TapCredit, TapFrame } from '../../../../../src/workers/rpc/tap.protocol';
import type { Backend } from '../../../../../src/workers/networks/types';

const side = 64;
const models = await new ModelStore({ baseUrl: '/models/' }).load({});

let client: EngineClient | undefined;
afterEach(() => client?.destroy());

async function open(backend: Backend, engine: EngineChoice): Promise<EngineClient> {
  const canvas = new OffscreenCanvas(side, side);
  const warmUp = { width: side, height: side };
  client = await EngineClient.create({ canvas, models, backend, engine, warmUp });
  client.setLook({
    mix: [{ code: new Float32Array(100).map((_v, i) => Math.sin(i)), weight: 1 }],
    strength: 1,
  });
  return client;
}

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
  return [...context.getImageData(0, 0, side, side).data].filter((_value, index) => index % 4 !== 3);
}

describe.each([
  ['wasm', 'tfjs'],
  ['webgl', 'tfjs'],
  ['webgpu', 'tfjs'],
  ['webgpu', 'wgsl'],
] as const)('tap on %s, %s', (backend, kind) => {
  it('gives the painted picture with its capture time', async () => {
    const engine = await open(backend, kind);
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
    const [tap] = taps;
    const dropped = Number(tap?.dropped);
    expect(dropped, 'the first had no credit').toBeGreaterThanOrEqual(1);
    expect(tap?.frame.timestamp).toBe(1_790_000_000_123_456 + dropped);
    await engine.present(frame(1_790_000_000_123_456 + painted), placement);
    expect(taps.length).toBe(1);
    const { data, width, height } = await engine.snapshot();
    const shown = pixels(await createImageBitmap(new ImageData(data, width, height)));
    const tapped = tap ? pixels(tap.frame) : [];
    tap?.frame.close();
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
    expect(mean, 'levels of 255').toBeLessThan(6);
    expect(new Set(tapped).size, 'a picture, not a flat colour').toBeGreaterThan(20);
  });
});
