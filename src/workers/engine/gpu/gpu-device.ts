/**
 * Opens the one GPU device that tfjs's webgpu backend and the WGSL engine share. The device belongs to whoever opened
 * it; it dies with the worker.
 */

import { ImpastoError } from '../../../shared/errors';
import { GpuMeter } from './gpu-meter';
import { isSoftwareName } from './software-names';

export interface SharedGpu {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** There when the device was opened metered. */
  readonly meter: GpuMeter | undefined;
}

/** Used where the adapter has them; everything works without. */
const wantedFeatures = ['shader-f16', 'timestamp-query', 'bgra8unorm-storage'] as const;

/**
 * Raised to what the adapter allows: tfjs sizes its kernels by the first six; large stills need the buffer and texture
 * sizes.
 */
const raisedLimits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
  'maxTextureDimension2D',
] as const;

/** Typed as always there; in truth missing in insecure pages and many browsers. */
function browserGpu(): GPU | undefined {
  return navigator.gpu;
}

/**
 * @param gpu the browser's by default; Node has Dawn's
 * @throws ImpastoError `no-backend` where there is no WebGPU or no adapter; what `requestDevice` rejects with.
 */
export async function openGpu(metered: boolean, gpu = browserGpu()): Promise<SharedGpu> {
  if (!gpu) throw new ImpastoError('no-backend', 'this browser has no WebGPU');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new ImpastoError('no-backend', 'WebGPU finds no GPU here');
  const device = await adapter.requestDevice({
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(raisedLimits.map((name) => [name, adapter.limits[name]])),
  });
  return { device, info: adapter.info, meter: metered ? new GpuMeter(device) : undefined };
}

/** True where the processor does the GPU's work; browsers that hide the name are told by their speed. */
export function isSoftwareGpu({ info }: Pick<SharedGpu, 'info'>): boolean {
  const { vendor, architecture, device, description } = info;
  // Newer than the types of some browsers.
  const fallback = (info as Partial<GPUAdapterInfo>).isFallbackAdapter === true;
  return fallback || isSoftwareName(`${vendor} ${architecture} ${device} ${description}`);
}
