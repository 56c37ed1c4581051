/**
 * Finds an engine that computes right by running a tiny frame on it and comparing with the cpu backend's numbers: on
 * webgpu our own kernels first, then tfjs, then tfjs on the next backend. Leaves the chosen backend running (on webgpu it
 * encodes the styles whichever engine draws the frames); the engine it returns belongs to the caller.
 */

import * as tf from '@tensorflow/tfjs-core';
import { withinTime } from '../../shared/abort';
import { ImpastoError, messageOf } from '../../shared/errors';
import type { RgbaPicture } from '../../shared/picture';
import { backends, styleCodeLength } from '../engine.protocol';
import type { Backend, EngineCalls, EngineInfo, EngineProgress, Refusal } from '../engine.protocol';
import { rgbFloats, unshufflePadded } from '../networks/pixels';
import { StyleNetworks } from '../networks/style-networks';
import { startBackend } from '../networks/tf-backend';
import type { BackendOptions } from '../networks/tf-backend';
import { shuffleTensor } from '../networks/tensor-pixels';
import type { SharedGpu } from './gpu-device';
import { isSoftwareGpu } from './gpu-device';
import type { OnDrawn, StyleEngine } from './style-engine';
import { TfjsEngine } from './tfjs-engine';
import { WgslEngine } from './wgsl/wgsl-engine';

/** px; the smallest size with more than one pixel at each depth. */
const probeSide = 16;

/**
 * Largest deviation from the cpu's output that passes, of 0..1. Half-precision WebGL on phones stays within; a broken
 * driver is off by far more.
 */
const probeTolerance = 0.06;

/**
 * The automatic choice passes over a GPU backend that takes longer than this for a frame of `speedSide`², ms: it is
 * drawn by the processor (SwiftShader, llvmpipe), and wasm is several times faster there. A real GPU needs a tenth.
 */
const slowMs = 150;

/** The same for our own kernels, which are several times faster than tfjs anywhere. */
const slowWgslMs = 60;

/** px */
const speedSide = 64;

/** The look of the probe; any code will do. */
const probeCode = Float32Array.from({ length: styleCodeLength }, (_, i) => Math.sin(i * 1.7) * 0.5);

/** A backend that does not answer within this many ms is refused (a driver that hangs must not hang the app). */
const probeTimeoutMs = 60_000;

function probePicture(side: number): RgbaPicture {
  const data = new Uint8ClampedArray(side * side * 4);
  return {
    data: data.map((_, i) => (i % 4 === 3 ? 255 : (i * 73 + (i >> 4) * 31) % 256)),
    width: side,
    height: side,
  };
}

/** @param side px @returns [side, side, 3], 0..1. */
async function probeOutput(networks: StyleNetworks, side: number): Promise<Float32Array> {
  const modulation = networks.transformer.modulation(probeCode);
  const styled = tf.tidy(() => {
    const padded = side / 2 + 2;
    return shuffleTensor(
      networks.transformer.run(
        tf.tensor4d(unshufflePadded(probePicture(side)), [1, padded, padded, 12]),
        modulation,
      ),
    );
  });
  try {
    return Float32Array.from(await styled.data());
  } finally {
    styled.dispose();
    modulation.dispose();
  }
}

/** The same by an engine, rounded to 8 bits. */
async function engineOutput(engine: StyleEngine, side: number): Promise<Float32Array> {
  engine.setLook({ mix: [{ code: probeCode, weight: 1 }], strength: 1 });
  const placement = { width: side, height: side, mirror: false };
  return rgbFloats(await engine.stylize(probePicture(side), placement));
}

/** Why `actual` is not what the cpu computes; undefined when it is. */
function deviation(actual: ArrayLike<number>, expected: ArrayLike<number>): string | undefined {
  if (actual.length !== expected.length) return `gave ${actual.length} numbers instead of ${expected.length}`;
  let most = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(Number(actual[i]) - Number(expected[i]));
    if (!(error <= most)) most = error;
  }
  return most <= probeTolerance ? undefined : `computes wrong numbers (off by ${most.toFixed(3)})`;
}

type OpenRequest = EngineCalls['open']['request'];

export type ChosenEngine = Pick<EngineInfo, 'backend' | 'engine' | 'precision' | 'timestamps' | 'tried'> & {
  readonly running: StyleEngine;
};

export type ChooserOptions = BackendOptions & {
  readonly onProgress: (progress: EngineProgress) => void;
  /** Passed on to the engine. */
  readonly onDrawn: OnDrawn;
};

type Candidate = Omit<ChosenEngine, 'tried'>;

/** Everything a try needs. */
type Attempt = {
  readonly request: OpenRequest;
  readonly gpu: SharedGpu | undefined;
  readonly options: ChooserOptions;
  /** The cpu's answer to the probe. */
  readonly expected: Float32Array;
};

/** A refusal after which the same GPU need not be tried with the other engine. */
class TooSlow extends ImpastoError {}

/**
 * @param gpu the device for webgpu; without it webgpu is refused.
 * @throws ImpastoError `no-backend` with every refusal; `model-format` when the files are wrong.
 */
export async function chooseEngine(
  request: OpenRequest,
  gpu: SharedGpu | undefined,
  options: ChooserOptions,
): Promise<ChosenEngine> {
  await startBackend('cpu');
  const reference = new StyleNetworks(request.models);
  const expected = await probeOutput(reference, probeSide);
  reference.dispose();

  const attempt = { request, gpu, options, expected };
  const tried: Refusal[] = [];
  const candidates = request.engine === 'wgsl' ? (['webgpu'] as const) : backends;
  for (const backend of request.backend === 'auto' ? candidates : [request.backend]) {
    options.onProgress({ step: 'probe', backend });
    const makers = [
      ...(backend === 'webgpu' && request.engine !== 'tfjs' ? [['wgsl', tryWgsl] as const] : []),
      ...(request.engine !== 'wgsl' ? [['tfjs', tryTfjs] as const] : []),
    ];
    for (const [engine, make] of makers) {
      try {
        return { ...(await make(attempt, backend)), tried };
      } catch (error) {
        tried.push({ backend, engine, reason: messageOf(error) });
        if (error instanceof TooSlow) break;
      }
    }
  }
  const reasons = tried.map(({ backend, engine, reason }) => `${backend} (${engine}): ${reason}`).join('; ');
  throw new ImpastoError('no-backend', `No way to compute was found here (${reasons}).`);
}

async function startGpuBackend({ gpu, options }: Attempt): Promise<SharedGpu> {
  if (!gpu) throw new ImpastoError('no-backend', 'this browser gives no WebGPU device here');
  await startBackend('webgpu', { ...options, gpu });
  return gpu;
}

/** Our own kernels. @throws what makes them unfit here. */
async function tryWgsl(attempt: Attempt): Promise<Candidate> {
  const { request } = attempt;
  if (request.backend === 'auto' && attempt.gpu && isSoftwareGpu(attempt.gpu))
    throw new TooSlow('no-backend', 'the GPU is drawn by the processor here');
  const gpu = await startGpuBackend(attempt);
  const { device } = gpu;
  const precision = request.precision === 'auto' && device.features.has('shader-f16') ? 'f16' : 'f32';
  const variant = isSoftwareGpu(gpu) ? 'direct' : 'tiled';
  const networks = new StyleNetworks(request.models);
  let running: WgslEngine | undefined;
  try {
    running = await withinTime(
      WgslEngine.create({
        device,
        networks,
        transformer: request.models.transformer,
        canvas: request.canvas,
        style: { precision, variant },
        onDrawn: attempt.options.onDrawn,
      }),
      probeTimeoutMs,
      (late) => late.destroy(),
    );
    const engine = running;
    refuseWrong(await withinTime(engineOutput(engine, probeSide), probeTimeoutMs), attempt.expected);
    if (request.backend === 'auto') await refuseSlow(() => engineOutput(engine, speedSide), slowWgslMs);
    const { timestamps } = running;
    return { backend: 'webgpu', engine: 'wgsl', precision, timestamps, running };
  } catch (error) {
    if (running) running.destroy();
    else networks.dispose();
    throw error;
  }
}

/** tfjs. @throws what makes it unfit here. */
async function tryTfjs(attempt: Attempt, backend: Backend): Promise<Candidate> {
  const { request, options } = attempt;
  if (backend === 'webgpu') await startGpuBackend(attempt);
  else await startBackend(backend, options);
  const networks = new StyleNetworks(request.models);
  try {
    refuseWrong(await withinTime(probeOutput(networks, probeSide), probeTimeoutMs), attempt.expected);
    if (request.backend === 'auto' && (backend === 'webgpu' || backend === 'webgl'))
      await refuseSlow(() => probeOutput(networks, speedSide), slowMs);
    const running = new TfjsEngine(networks, request.canvas, options.onDrawn);
    return { backend, engine: 'tfjs', precision: 'f32', timestamps: false, running };
  } catch (error) {
    networks.dispose();
    throw error;
  }
}

function refuseWrong(actual: Float32Array, expected: Float32Array): void {
  const wrong = deviation(actual, expected);
  if (wrong !== undefined) throw new ImpastoError('no-backend', wrong);
}

/** Refuses what is too slow for live use. The first run compiles shaders. */
async function refuseSlow(run: () => Promise<unknown>, limitMs: number): Promise<void> {
  await run();
  let best = Infinity;
  for (let i = 0; i < 2; i++) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  if (best > limitMs) {
    const size = `${speedSide} × ${speedSide} px`;
    throw new TooSlow('no-backend', `too slow here (${Math.round(best)} ms for ${size})`);
  }
}
