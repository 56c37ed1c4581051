/**
 * Answers the engine client's requests. Owns the engine after `open`, and every frame, bitmap and picture that arrives:
 * closed when its job is done, whatever happened.
 */

import { assertNever } from '../../../shared/assert';
import { ImpastoError, isImpastoError, messageOf } from '../../../shared/errors';
import { isMissingPart } from '../../../shared/missing-part';
import { checkNetworkSize } from '../../../shared/picture';
import type { Size } from '../../../shared/picture';
import type {
  EngineCall,
  EngineCalls,
  EngineCounters,
  EngineInfo,
  EngineReply,
  EngineRequest,
  Presented,
  WireError,
} from '../engine.protocol';
import { checkLook } from '../../networks/nets/look';
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
import type { Backend } from '../../networks/types';
import { styleCodeLength } from '../../networks/types';

type Reply = (reply: EngineReply, transfer?: Transferable[]) => void;
type Result = EngineCalls[EngineCall]['result'];

function wireError(error: unknown): WireError {
  if (isImpastoError(error)) return { code: error.code, message: error.message };
  if (isMissingPart(error)) return { code: 'missing-part', message: messageOf(error) };
  return { code: 'engine-failed', message: `The picture could not be computed: ${messageOf(error)}` };
}

export class EngineServer {
  readonly #reply: Reply;
  #engine: StyleEngine | undefined;
  #meter: GpuMeter | undefined;
  #frames = 0;
  #latestSize: Size = { width: 0, height: 0 };
  #tap: FrameTap | undefined;
  #masks: MaskClient | undefined;

  constructor(reply: Reply) {
    this.#reply = reply;
  }

  /** Serves one request; never rejects. */
  async serve(request: EngineRequest): Promise<void> {
    const { id } = request;
    try {
      const result = await this.#run(request);
      this.#reply(
        { kind: 'done', id, result },
        result !== null && 'data' in result ? [result.data.buffer] : [],
      );
    } catch (error) {
      this.#reply({ kind: 'failed', id, error: wireError(error) });
    } finally {
      if (request.call === 'present' || request.call === 'measure') request.frame.close();
      if ('picture' in request && !('data' in request.picture)) request.picture.close();
    }
  }

  async #run(request: EngineRequest): Promise<Result> {
    switch (request.call) {
      case 'open':
        return this.#open(request);
      case 'encodeStyle':
        return this.#ready().encodeStyle(request.picture);
      case 'setLook':
        checkLook(request.look);
        this.#ready().setLook(request.look);
        return null;
      case 'setOptions':
        checkRenderOptions(request.options);
        this.#ready().setOptions(request.options);
        return null;
      case 'present':
        checkNetworkSize(request.placement);
        checkCanvasSize(request.placement.canvas);
        return this.#present(request);
      case 'stylize':
        checkNetworkSize(request.placement);
        if (request.look) checkLook(request.look);
        return this.#ready().stylize(request.picture, request.placement, request.look);
      case 'snapshot':
        return this.#ready().snapshot();
      case 'measure':
        checkNetworkSize(request.placement);
        return this.#ready().measure(request.frame, request.placement);
      case 'tap':
        this.#tap?.close();
        this.#tap = request.port ? new FrameTap(request.port, request.credit) : undefined;
        return null;
      case 'masks':
        this.#masks?.close();
        this.#masks = request.port ? new MaskClient(request.port) : undefined;
        this.#engine?.setMasks(this.#masks ?? null);
        return null;
      case 'personMask':
        checkNetworkSize(request.placement);
        return (await this.#masks?.of(request.picture, request.placement)) ?? null;
      case 'memory':
        return this.#ready().memory();
      case 'counters':
        return this.#counters();
      case 'close':
        this.#tap?.close();
        this.#masks?.close();
        this.#engine?.destroy();
        this.#tap = this.#masks = this.#engine = undefined;
        return null;
      default:
        return assertNever(request);
    }
  }

  async #present({ frame, placement }: EngineCalls['present']['request']): Promise<Presented> {
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
    watchWasmMemory(() => this.#reply(lost('Out of memory: WebAssembly’s memory cannot grow.')));
    const gpu = wantsGpu(request) ? await openGpu(request.metered).catch(() => undefined) : undefined;
    const { canvas } = request;
    const { running, backend, tried, ...rest } = await chooseEngine(request, gpu, {
      wasmPaths,
      onProgress: (progress) => this.#reply({ kind: 'progress', progress }),
      onDrawn: (frame) => canvas && this.#tap?.capture(canvas, capturedAt(frame)),
    });
    this.#engine = running;
    if (backend === 'webgpu') this.#meter = gpu?.meter;
    else gpu?.device.destroy();
    watchDevice(backend, (message) => {
      if (this.#engine) this.#reply(lost(message));
    });
    this.#reply({ kind: 'progress', progress: { step: 'warm-up', backend } });
    await warmUp(running, request.warmUp, request.canvas !== null);
    this.#reply({ kind: 'progress', progress: { step: 'ready', backend } });
    const details = await backendDetails(backend);
    const warmUpMs = performance.now() - start;
    return { backend, ...rest, abilities: running.abilities, ...details, tried, warmUpMs };
  }
}

function lost(message: string): EngineReply {
  return { kind: 'lost', error: { code: 'engine-lost', message } };
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
