/** The pipelines of the network's layers, for one style and for two in one picture. They hold no memory to be freed. */

import { ImpastoError, messageOf } from '../../../../shared/errors';
import { convolutionShader } from '../kernels/convolution.wgsl';
import type { Convolution } from '../kernels/convolution.wgsl';
import { finaliseShader } from '../kernels/finalise.wgsl';
import { pictureShader } from '../kernels/picture.wgsl';
import { separableShader } from '../kernels/separable.wgsl';
import type { Separable } from '../kernels/separable.wgsl';
import type { KernelStyle } from '../kernels/source';

/** The dense convolutions in front of norms. */
export const convolutions = {
  c0: { side: 3, stride: 1, inputs: 12, outputs: 24, groups: 1, loading: 'plain' },
  c1: { side: 3, stride: 2, inputs: 24, outputs: 64, groups: 4, loading: 'relu' },
  u: { side: 1, stride: 1, inputs: 64, outputs: 96, groups: 4, loading: 'residual', shuffle: true },
} as const satisfies Record<string, Convolution>;

/** The separable convolutions: the first of the first block, of every other block, the second of a block, and e. */
export const separables = {
  enter: { channels: 64, loading: 'relu', keep: true },
  first: { channels: 64, loading: 'residual', keep: true },
  second: { channels: 64, loading: 'relu', keep: false },
  e: { channels: 24, loading: 'relu', keep: false },
} as const satisfies Record<string, Separable>;

export type LayerName =
  | keyof typeof convolutions
  | keyof typeof separables
  | 'picture'
  | 'finaliseFirst'
  | 'finalise24'
  | 'finalise64';

export type LayerPipelines = Readonly<Record<LayerName, GPUComputePipeline>>;

/** The layers that read through a norm. */
export type BlendingPipelines = Readonly<
  Record<'c1' | 'u' | keyof typeof separables | 'picture', GPUComputePipeline>
>;

/** @throws ImpastoError `engine-failed` when the driver refuses a shader. */
export function compileLayers(device: GPUDevice, style: KernelStyle): Promise<LayerPipelines> {
  return compileAll(device, {
    c0: convolutionShader(convolutions.c0, style, 1),
    c1: convolutionShader(convolutions.c1, style, 1),
    u: convolutionShader(convolutions.u, style, 1),
    enter: separableShader(separables.enter, style, 1),
    first: separableShader(separables.first, style, 1),
    second: separableShader(separables.second, style, 1),
    e: separableShader(separables.e, style, 1),
    picture: pictureShader(style, 1),
    finaliseFirst: finaliseShader(24, true),
    finalise24: finaliseShader(24, false),
    finalise64: finaliseShader(64, false),
  });
}

/** Those that blend two styles. @throws as `compileLayers`. */
export function compileBlending(device: GPUDevice, style: KernelStyle): Promise<BlendingPipelines> {
  return compileAll(device, {
    c1: convolutionShader(convolutions.c1, style, 2),
    u: convolutionShader(convolutions.u, style, 2),
    enter: separableShader(separables.enter, style, 2),
    first: separableShader(separables.first, style, 2),
    second: separableShader(separables.second, style, 2),
    e: separableShader(separables.e, style, 2),
    picture: pictureShader(style, 2),
  });
}

async function compileAll<K extends string>(
  device: GPUDevice,
  sources: Readonly<Record<K, string>>,
): Promise<Record<K, GPUComputePipeline>> {
  const compiled = (Object.entries(sources) as [K, string][]).map(
    async ([name, code]) => [name, await computePipeline(device, name, code)] as const,
  );
  return Object.fromEntries(await Promise.all(compiled)) as Record<K, GPUComputePipeline>;
}

/** @throws ImpastoError `engine-failed` when the driver refuses the shader. */
export function computePipeline(device: GPUDevice, label: string, code: string): Promise<GPUComputePipeline> {
  const module = device.createShaderModule({ label, code });
  return explained(
    label,
    module,
    device.createComputePipelineAsync({ label, layout: 'auto', compute: { module } }),
  );
}

/** Adds what the compiler said to a refusal: the error itself may be empty (Firefox). */
export async function explained<T>(label: string, module: GPUShaderModule, pipeline: Promise<T>): Promise<T> {
  try {
    return await pipeline;
  } catch (cause) {
    const { messages } = await module.getCompilationInfo();
    const said = messages.filter(({ type }) => type === 'error').map(({ message }) => message);
    const why = [messageOf(cause), ...said].filter(Boolean).join(' ');
    throw new ImpastoError('engine-failed', `the driver refuses the shader “${label}”: ${why}`, { cause });
  }
}
