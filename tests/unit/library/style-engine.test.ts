import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStyleEngine } from '../../../src/library/create-style-engine';
import type { StyleEngineOptions } from '../../../src/library/create-style-engine';
import type { WorkerPort } from '../../../src/workers/rpc/worker-port';
import type { EngineInfo, EngineRequest } from '../../../src/workers/engine/engine.protocol';

const info: EngineInfo = {
  backend: 'webgpu',
  engine: 'wgsl',
  precision: 'f32',
  abilities: { enlarges: true, steadies: true },
  timestamps: false,
  tried: [],
  warmUpMs: 1,
};

/** What the facade uses of a bitmap. */
class FakeBitmap {
  closed = false;
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
  close(): void {
    this.closed = true;
  }
}

/** A worker that answers each call at once, and remembers what it was asked. */
class FakePort implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  readonly requests: EngineRequest[] = [];
  readonly terminate = vi.fn();

  postMessage(request: EngineRequest): void {
    this.requests.push(request);
    const results = { open: info, present: { width: 256, height: 192, ms: 5 } };
    const result = request.call === 'open' || request.call === 'present' ? results[request.call] : null;
    queueMicrotask(() => {
      const event = new MessageEvent('message', { data: { kind: 'done', id: request.id, result } });
      this.onmessage?.call(this as unknown as Worker, event);
    });
  }

  asked(call: EngineRequest['call']): EngineRequest | undefined {
    return this.requests.findLast((request) => request.call === call);
  }
}

const models = {
  transformer: new ArrayBuffer(1),
  styleHead: new ArrayBuffer(1),
  lossNetwork: new ArrayBuffer(1),
};

let port: FakePort;
const options = (): StyleEngineOptions => ({ canvas: null, models, createWorker: () => port });
const bitmap = (width = 640, height = 480): ImageBitmap => new FakeBitmap(width, height);

beforeEach(() => {
  port = new FakePort();
  vi.stubGlobal('ImageBitmap', FakeBitmap);
});
afterEach(() => vi.unstubAllGlobals());

describe('createStyleEngine', () => {
  it('opens the worker it is given, and ends it once', async () => {
    const engine = await createStyleEngine({ ...options(), backend: 'webgpu' });
    expect(port.asked('open')?.request).toMatchObject({ backend: 'webgpu', models, canvas: null });
    expect(engine.info).toEqual(info);
    engine.destroy();
    engine.destroy();
    expect(port.terminate).toHaveBeenCalledTimes(1);
    await expect(engine.present(bitmap())).rejects.toMatchObject({ code: 'destroyed' });
  });

  it('leaves no worker behind when it is aborted', async () => {
    const controller = new AbortController();
    const started = createStyleEngine({ ...options(), signal: controller.signal });
    controller.abort();
    await expect(started).rejects.toMatchObject({ name: 'AbortError' });
    expect(port.requests.length === 0 || port.terminate.mock.calls.length === 1).toBe(true);
  });

  it('names a canvas that is taken', async () => {
    const taken = {
      transferControlToOffscreen: () => {
        throw new DOMException('taken', 'InvalidStateError');
      },
    } as unknown as HTMLCanvasElement;
    await expect(createStyleEngine({ ...options(), canvas: taken })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('make a new one') as unknown,
    });
  });
});

describe('StyleEngine', () => {
  it('asks for about detail² pixels in the frame’s shape, and enlarges to what is shown', async () => {
    const engine = await createStyleEngine(options());
    await engine.present(bitmap(), { detail: 128, mirror: true, shown: { width: 320, height: 240 } });
    const request = port.asked('present');
    expect(request).toMatchObject({ request: { placement: { mirror: true, canvas: { width: 320 } } } });
    const placement = request?.call === 'present' ? request.request.placement : undefined;
    expect(Math.sqrt(Number(placement?.width) * Number(placement?.height))).toBeCloseTo(128, -1);
    expect(Number(placement?.width) % 4).toBe(0);
  });

  it('refuses what is illegal before the worker hears of it, and closes the frame', async () => {
    const engine = await createStyleEngine(options());
    const frame = new FakeBitmap(64, 64);
    await expect(engine.present(frame as unknown as ImageBitmap, { detail: 3 })).rejects.toThrow(
      'detail must be from 16 to 4096 pixels, not 3.',
    );
    expect(frame.closed).toBe(true);
    expect(port.asked('present')).toBeUndefined();
    expect(() => engine.setLook({ mix: [], strength: 1 })).toThrow(/weight above 0/);
    expect(() => engine.setOptions({ keepColours: 2 })).toThrow('keepColours must be from 0 to 1, not 2.');
  });

  it('tells once when the worker is lost', async () => {
    const engine = await createStyleEngine(options());
    const lost = vi.fn();
    engine.onLost(lost);
    const data = { kind: 'lost', error: { code: 'engine-lost', message: 'The GPU was lost.' } };
    port.onmessage?.call(port as unknown as Worker, new MessageEvent('message', { data }));
    expect(lost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'engine-lost' }));
  });
});
