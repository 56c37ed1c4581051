import type { Size } from '../../shared/picture';
import type { Backend, BackendChoice, ModelFiles } from '../networks/types';
import type { WorkerPort } from '../rpc/worker-port';
import type { EngineChoice, EngineProgress, PrecisionChoice } from './engine.protocol';

/** Options of `EngineClient.create`. */
export interface EngineOptions {
  /** Where `present` draws; transferred. `null` for an engine that only does stills. */
  readonly canvas: OffscreenCanvas | null;
  /** Verified safetensors bytes; copied, so the caller may keep and reuse them. */
  readonly models: ModelFiles;
  /** `auto` takes the first of webgpu, webgl, wasm, cpu that computes right. */
  readonly backend?: BackendChoice;
  /** What `auto` passes over: backends that failed before. */
  readonly skip?: readonly Backend[];
  /** `auto` runs our own kernels on webgpu, tfjs elsewhere. */
  readonly engine?: EngineChoice;
  readonly precision?: PrecisionChoice;
  /** Count GPU calls, for `counters`. */
  readonly metered?: boolean;
  /** Network size to warm up for, px; default 256 × 256. */
  readonly warmUp?: Size;
  readonly onProgress?: (progress: EngineProgress) => void;
  readonly signal?: AbortSignal;
  /** Makes the worker; for tests, and for pages that keep it elsewhere. */
  readonly spawn?: () => WorkerPort;
}
