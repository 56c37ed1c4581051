/** All pipelines of the WGSL engine, compiled before the first frame. Pipelines hold no memory that could be freed. */

import { ImpastoError, messageOf } from '../../../../shared/errors';
import type { CameraKind } from '../kernels/camera';
import { convolutionShader } from '../kernels/convolution.wgsl';
import type { Convolution } from '../kernels/convolution.wgsl';
import { finaliseShader } from '../kernels/finalise.wgsl';
import { importShader } from '../kernels/import.wgsl';
import { pictureShader } from '../kernels/picture.wgsl';
import { presentShader } from '../kernels/present.wgsl';
import { readoutShader } from '../kernels/readout.wgsl';
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

export type ComputeName =
  | keyof typeof convolutions
  | keyof typeof separables
  | 'picture'
  | 'readout'
  | 'finaliseFirst'
  | 'finalise24'
  | 'finalise64';

export type NetworkPipelines = Readonly<Record<ComputeName, GPUComputePipeline>> & {
  readonly style: KernelStyle;
  readonly imports: Readonly<Record<CameraKind, GPUComputePipeline | undefined>>;
  readonly presents: Readonly<Record<CameraKind, GPURenderPipeline | undefined>>;
};

/**
 * @param canvasFormat null for an engine that only does stills.
 * @throws ImpastoError `engine-failed` when the driver refuses a shader.
 */
export async function compilePipelines(
  device: GPUDevice,
  style: KernelStyle,
  canvasFormat: GPUTextureFormat | null,
): Promise<NetworkPipelines> {
  const compute = async (label: string, code: string): Promise<GPUComputePipeline> => {
    const module = device.createShaderModule({ label, code });
    return explained(
      label,
      module,
      device.createComputePipelineAsync({ label, layout: 'auto', compute: { module } }),
    );
  };
  const present = (kind: CameraKind): Promise<GPURenderPipeline> | undefined => {
    if (!canvasFormat) return undefined;
    const label = `present ${kind}`;
    const module = device.createShaderModule({ label, code: presentShader(kind) });
    const pipeline = device.createRenderPipelineAsync({
      label,
      layout: 'auto',
      vertex: { module },
      fragment: { module, targets: [{ format: canvasFormat }] },
    });
    return explained(label, module, pipeline);
  };
  // Where a browser cannot import a frame, the shaders for it may not even compile.
  const external = canImportFrames();
  const sources: Record<ComputeName, string> = {
    c0: convolutionShader(convolutions.c0, style),
    c1: convolutionShader(convolutions.c1, style),
    u: convolutionShader(convolutions.u, style),
    enter: separableShader(separables.enter, style),
    first: separableShader(separables.first, style),
    second: separableShader(separables.second, style),
    e: separableShader(separables.e, style),
    picture: pictureShader(style),
    readout: readoutShader(style),
    finaliseFirst: finaliseShader(24, true),
    finalise24: finaliseShader(24, false),
    finalise64: finaliseShader(64, false),
  };
  const [layers, importCopied, importExternal, presentCopied, presentExternal] = await Promise.all([
    Promise.all(
      Object.entries(sources).map(async ([name, code]) => [name, await compute(name, code)] as const),
    ),
    compute('import copied', importShader('copied', style)),
    external ? compute('import external', importShader('external', style)) : undefined,
    present('copied'),
    external ? present('external') : undefined,
  ]);
  return {
    ...(Object.fromEntries(layers) as Record<ComputeName, GPUComputePipeline>),
    style,
    imports: { copied: importCopied, external: importExternal },
    presents: { copied: presentCopied, external: presentExternal },
  };
}

/** Whether video frames can be read where they are. Firefox 153 cannot. */
export function canImportFrames(): boolean {
  return 'importExternalTexture' in GPUDevice.prototype;
}

/** Adds what the compiler said to a refusal: the error itself may be empty (Firefox). */
async function explained<T>(label: string, module: GPUShaderModule, pipeline: Promise<T>): Promise<T> {
  try {
    return await pipeline;
  } catch (cause) {
    const { messages } = await module.getCompilationInfo();
    const said = messages.filter(({ type }) => type === 'error').map(({ message }) => message);
    const why = [messageOf(cause), ...said].filter(Boolean).join(' ');
    throw new ImpastoError('engine-failed', `the driver refuses the shader “${label}”: ${why}`, { cause });
  }
}
