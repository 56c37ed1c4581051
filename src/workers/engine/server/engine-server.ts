/**
 * Answers the engine client's requests. Owns the engine after `open`, and every frame, bitmap and picture that arrives:
 * closed when its job is done, whatever happened.
 */

import { ImpastoError, messageOf } from '../../../shared/errors';
import { checkNetworkSize } from '../../../shared/picture';
import type { RgbaPicture, Size } from '../../../shared/picture';
import type {
  EngineCalls,
  EngineCounters,
  EngineInfo,
  EngineProgress,
  EngineReply,
  EngineRequest,
  Presented,
} from '../engine.protocol';
import { checkLook, withoutHidden } from '../../networks/nets/look';
import { checkCanvasSize, checkRenderOptions } from '../../networks/pixels/render-options';
import { macsPerFrame } from '../../networks/nets/transformer-macs';
import { watchDevice } from '../../networks/backend/watch-device';
import { chooseEngine } from './choose-engine';
import { openGpu } from '../gpu/gpu-device';
import type { GpuMeter } from '../gpu/gpu-meter';
import { capturedAt, FrameTap } from './frame-tap';
import { MaskClient } from '../common/mask-client';
import type { StyleEngine } from '../common/style-engine';
import { tfjsDevice } from '../tfjs/tfjs-device';
import { watchWasmMemory } from './wasm-memory';
import { wasmPaths } from '../../networks/backend/wasm-paths';
import type { StartServer } from '../../rpc/forward-messages';
import { serveCalls, Transferred } from '../../rpc/worker-calls';
import type { Handlers } from '../../rpc/worker-calls';
import type { Backend, PictureSource } from '../../networks/types';
import { styleCodeLength } from '../../networks/types';

/** What the server says without being asked. */
export interface EngineNews {
  readonly onProgress: (progress: EngineProgress) => void;
  /** Device, context or memory is gone; nothing works any more. */
  readonly onLost: (message: string) => void;
}

export class EngineServer {
  readonly #news: EngineNews;
  #engine: StyleEngine | undefined;
  #meter: GpuMeter | undefined;
  #frames = 0;
  #latestSize: Size = { width: 0, height: 0 };
  #tap: FrameTap | undefined;
  #masks: MaskClient | undefined;

  constructor(news: EngineNews) {
    this.#news = news;
  }

  /** How each call is answered. */
  readonly handlers: Handlers<EngineCalls> = {
    open: (request) => this.#open(request),
    encodeStyle: ({ picture }) => closing(picture, () => this.#ready().encodeStyle(picture)),
    setLook: ({ look }) => {
      checkLook(look);
      this.#ready().setLook(withoutHidden(look));
      return null;
    },
    setOptions: ({ options }) => {
      checkRenderOptions(options);
      this.#ready().setOptions(options);
      return null;
    },
    present: (request) => closing(request.frame, () => this.#present(request)),
    stylize: ({ picture, placement, look }) =>
      closing(picture, async () => {
        checkNetworkSize(placement);
        if (look) checkLook(look);
        return handedOver(await this.#ready().stylize(picture, placement, look && withoutHidden(look)));
      }),
    snapshot: async () => handedOver(await this.#ready().snapshot()),
    measure: ({ frame, placement }) =>
      closing(frame, () => {
        checkNetworkSize(placement);
        return this.#ready().measure(frame, placement);
      }),
    tap: ({ port, credit }) => {
      this.#tap?.close();
      this.#tap = port ? new FrameTap(port, credit) : undefined;
      return null;
    },
    masks: ({ port }) => {
      this.#masks?.close();
      this.#masks = port ? new MaskClient(port) : undefined;
      this.#engine?.setMasks(this.#masks ?? null);
      return null;
    },
    personMask: ({ picture, placement }) =>
      closing(picture, async () => {
        checkNetworkSize(placement);
        return (await this.#masks?.of(picture, placement)) ?? null;
      }),
    memory: () => this.#ready().memory(),
    counters: () => this.#counters(),
  };

  async #present({ frame, placement }: EngineCalls['present']['request']): Promise<Presented> {
    checkNetworkSize(placement);
    checkCanvasSize(placement.canvas);
    const presented = await this.#ready().present(frame, placement);
    this.#frames += 1;
    this.#latestSize = presented;
    return presented;
  }

  #counters(): EngineCounters | null {
    const counts = this.#meter?.read();
    return counts ? { frames: this.#frames, ...counts, macsPerFrame: macsPerFrame(this.#latestSize) } : null;
  }

  #ready(): StyleEngine {
    if (!this.#engine) throw new ImpastoError('destroyed', 'The engine is not open.');
    return this.#engine;
  }

  async #open(request: EngineCalls['open']['request']): Promise<EngineInfo> {
    const start = performance.now();
    watchWasmMemory(() => this.#news.onLost('Out of memory: WebAssembly’s memory cannot grow.'));
    const gpu = wantsGpu(request) ? await openGpu(request.metered).catch(() => undefined) : undefined;
    const { canvas } = request;
    const { running, backend, tried, ...rest } = await chooseEngine(request, gpu, {
      wasmPaths,
      onProgress: (progress) => this.#news.onProgress(progress),
      onDrawn: (frame) => canvas && this.#tap?.capture(canvas, capturedAt(frame)),
    });
    this.#engine = running;
    if (backend === 'webgpu') this.#meter = gpu?.meter;
    else gpu?.device.destroy();
    watchDevice(backend, (message) => {
      if (this.#engine) this.#news.onLost(message);
    });
    this.#news.onProgress({ step: 'warm-up', backend });
    await warmUp(running, request.warmUp, request.canvas !== null);
    this.#news.onProgress({ step: 'ready', backend });
    const details = await backendDetails(backend);
    const warmUpMs = performance.now() - start;
    return { backend, ...rest, abilities: running.abilities, ...details, tried, warmUpMs };
  }
}

/** Answers on the wire. @param send to the window */
export const startEngineServer: StartServer<EngineRequest, EngineReply> = (send) => {
  const server = new EngineServer({
    onProgress: (event) => send({ kind: 'event', event }),
    onLost: (message) => send({ kind: 'lost', error: { code: 'engine-lost', message } }),
  });
  return serveCalls<EngineCalls>(send, server.handlers, (error) => ({
    code: 'engine-failed',
    message: `The picture could not be computed: ${messageOf(error)}`,
  }));
};

/** Does `work`, then closes what it was about, whatever happened. */
async function closing<T>(source: PictureSource, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    if (!('data' in source)) source.close();
  }
}

function handedOver(picture: RgbaPicture): Transferred<RgbaPicture> {
  return new Transferred(picture, [picture.data.buffer]);
}

function wantsGpu({ backend, skip }: EngineCalls['open']['request']): boolean {
  return backend === 'webgpu' || (backend === 'auto' && !skip.includes('webgpu'));
}

/**
 * Compiles every shader of the frame path, import and present included, so that the first frame does not wait. Leaves a
 * grey frame on the canvas. The style encoder compiles when the first style is read, before any frame.
 */
async function warmUp(engine: StyleEngine, { width, height }: Size, hasCanvas: boolean): Promise<void> {
  engine.setLook({ mix: [{ code: new Float32Array(styleCodeLength), weight: 1 }], strength: 1 });
  const data = new Uint8ClampedArray(width * height * 4).fill(128);
  const placement = { width, height, mirror: false };
  if (!hasCanvas) {
    await engine.stylize({ data, width, height }, placement);
    return;
  }
  const frame = await createImageBitmap(new ImageData(data, width, height));
  try {
    await engine.present(frame, placement);
  } finally {
    frame.close();
  }
}

async function backendDetails(backend: Backend): Promise<Pick<EngineInfo, 'adapter' | 'threads'>> {
  if (backend === 'webgpu') {
    const { vendor, architecture, description } = tfjsDevice().adapterInfo;
    return { adapter: description || [vendor, architecture].filter(Boolean).join(' ') };
  }
  if (backend === 'wasm') {
    const { getThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
    return { threads: getThreadsCount() };
  }
  return {};
}
