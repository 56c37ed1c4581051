/**
 * Finds an engine that computes right by running a tiny frame on it and comparing with the cpu backend's numbers: on
 * webgpu our own kernels first, then tfjs, then tfjs on the next backend. Leaves the chosen backend running (on webgpu it
 * encodes the styles whichever engine draws the frames); the engine it returns belongs to the caller.
 */

import { ImpastoError, messageOf } from '../../../shared/errors';
import { isMissingPart } from '../../../shared/missing-part';
import type { EngineCalls, EngineInfo, EngineProgress } from '../engine.protocol';
import { StyleNetworks } from '../../networks/nets/style-networks';
import { startBackend } from '../../networks/backend/tf-backend';
import type { BackendOptions } from '../../networks/backend/tf-backend';
import { CanvasPath } from '../tfjs/canvas-path';
import type { SharedGpu } from '../gpu/gpu-device';
import { isSoftwareGpu } from '../gpu/gpu-device';
import {
  TooSlow,
  engineOutput,
  probeOutput,
  probeSide,
  refuseSlow,
  refuseWrong,
  slowMs,
  speedSide,
  withTimeout,
} from '../common/probe';
import type { OnDrawn, StyleEngine } from '../common/style-engine';
import { TfjsEngine } from '../tfjs/tfjs-engine';
import { openWebgl } from '../webgl/open-webgl';
import { kernelStyleFor } from '../wgsl/kernels/style-for-gpu';
import { WgslEngine } from '../wgsl/wgsl-engine';
import type { Backend, Refusal } from '../../networks/types';
import { backends } from '../../networks/types';

/** The same as `slowMs` for our own kernels, which are several times faster than tfjs anywhere. */
const slowWgslMs = 60;

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
interface Attempt {
  readonly request: OpenRequest;
  readonly gpu: SharedGpu | undefined;
  readonly options: ChooserOptions;
  /** The cpu's answer to the probe. */
  readonly expected: Float32Array;
}

/**
 * @param gpu the device for webgpu; without it webgpu is refused.
 * @throws ImpastoError `no-backend` with every refusal; `missing-part` when a backend could not be fetched; `model-format` when the files are wrong.
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
  const possible = request.engine === 'wgsl' ? (['webgpu'] as const) : backends;
  const candidates = possible.filter((backend) => !request.skip.includes(backend));
  let missing = false;
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
        missing ||= isMissingPart(error);
        tried.push({ backend, engine, reason: messageOf(error) });
        if (error instanceof TooSlow) break;
      }
    }
  }
  const reasons = tried.map(({ backend, engine, reason }) => `${backend} (${engine}): ${reason}`).join('; ');
  if (missing) throw new ImpastoError('missing-part', `A part of the app could not be loaded (${reasons}).`);
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
  const style = kernelStyleFor(gpu, request.precision);
  const networks = new StyleNetworks(request.models);
  let running: WgslEngine | undefined;
  try {
    running = await withTimeout(
      WgslEngine.create({
        device: gpu.device,
        networks,
        transformer: request.models.transformer,
        canvas: request.canvas,
        style,
        onDrawn: attempt.options.onDrawn,
      }),
      (late) => late.destroy(),
    );
    const engine = running;
    // A slow phone compiles for half a minute, and then draws its first picture as slowly: neither is silence.
    attempt.options.onProgress({ step: 'probe', backend: 'webgpu' });
    refuseWrong(await withTimeout(engineOutput(engine, probeSide)), attempt.expected);
    if (request.backend === 'auto') await refuseSlow(() => engineOutput(engine, speedSide), slowWgslMs);
    const { precision, timestamps } = running;
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
  if (backend === 'webgl')
    return onTfjs(backend, await openWebgl(attempt.request, options, attempt.expected));
  if (backend === 'webgpu') await startGpuBackend(attempt);
  else await startBackend(backend, options);
  const networks = new StyleNetworks(request.models);
  try {
    refuseWrong(await withTimeout(probeOutput(networks, probeSide)), attempt.expected);
    if (request.backend === 'auto' && backend === 'webgpu')
      await refuseSlow(() => probeOutput(networks, speedSide), slowMs);
    const live = request.canvas && new CanvasPath(request.canvas, options.onDrawn);
    return onTfjs(backend, new TfjsEngine(networks, live));
  } catch (error) {
    networks.dispose();
    throw error;
  }
}

function onTfjs(backend: Backend, running: TfjsEngine): Candidate {
  return { backend, engine: 'tfjs', precision: 'f32', timestamps: false, running };
}
