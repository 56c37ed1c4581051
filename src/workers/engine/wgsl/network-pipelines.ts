/** All pipelines of the WGSL engine, compiled before the first frame. Pipelines hold no memory that could be freed. */

import type { CameraKind } from './kernels/camera';
import { convolutionShader } from './kernels/convolution.wgsl';
import type { Convolution } from './kernels/convolution.wgsl';
import { finaliseShader } from './kernels/finalise.wgsl';
import { importShader } from './kernels/import.wgsl';
import { pictureShader } from './kernels/picture.wgsl';
import { presentShader } from './kernels/present.wgsl';
import { readoutShader } from './kernels/readout.wgsl';
import { separableShader } from './kernels/separable.wgsl';
import type { Separable } from './kernels/separable.wgsl';
import type { KernelStyle } from './kernels/source';

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
 * @throws GPUPipelineError when the driver refuses a shader.
 */
export async function compilePipelines(
  device: GPUDevice,
  style: KernelStyle,
  canvasFormat: GPUTextureFormat | null,
): Promise<NetworkPipelines> {
  const compute = (label: string, code: string): Promise<GPUComputePipeline> =>
    device.createComputePipelineAsync({
      label,
      layout: 'auto',
      compute: { module: device.createShaderModule({ label, code }) },
    });
  const present = (kind: CameraKind): Promise<GPURenderPipeline> | undefined => {
    if (!canvasFormat) return undefined;
    const module = device.createShaderModule({ label: `present ${kind}`, code: presentShader(kind) });
    return device.createRenderPipelineAsync({
      label: `present ${kind}`,
      layout: 'auto',
      vertex: { module },
      fragment: { module, targets: [{ format: canvasFormat }] },
    });
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
