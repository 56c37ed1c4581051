/**
 * All pipelines of the WGSL engine, those of looks with one style compiled before the first frame. Pipelines hold no memory
 * that could be freed.
 */

import type { CameraKind } from '../kernels/camera';
import { importShader } from '../kernels/import.wgsl';
import { presentShader } from '../kernels/present.wgsl';
import { readoutShader } from '../kernels/readout.wgsl';
import type { KernelStyle } from '../kernels/source';
import { compileLayers, computePipeline, explained } from './layer-pipelines';
import type { LayerPipelines } from './layer-pipelines';
import { TwoStylePipelines } from './two-style-pipelines';

export interface NetworkPipelines {
  readonly style: KernelStyle;
  readonly layers: LayerPipelines;
  readonly two: TwoStylePipelines;
  readonly readout: GPUComputePipeline;
  readonly imports: Readonly<Record<CameraKind, GPUComputePipeline | undefined>>;
  readonly presents: Readonly<Record<CameraKind, GPURenderPipeline | undefined>>;
}

/**
 * @param canvasFormat null for an engine that only does stills.
 * @throws ImpastoError `engine-failed` when the driver refuses a shader.
 */
export async function compilePipelines(
  device: GPUDevice,
  style: KernelStyle,
  canvasFormat: GPUTextureFormat | null,
): Promise<NetworkPipelines> {
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
  const [layers, readout, importCopied, importExternal, presentCopied, presentExternal] = await Promise.all([
    compileLayers(device, style),
    computePipeline(device, 'readout', readoutShader(style)),
    computePipeline(device, 'import copied', importShader('copied', style)),
    external ? computePipeline(device, 'import external', importShader('external', style)) : undefined,
    present('copied'),
    external ? present('external') : undefined,
  ]);
  return {
    style,
    layers,
    two: new TwoStylePipelines(device, style),
    readout,
    imports: { copied: importCopied, external: importExternal },
    presents: { copied: presentCopied, external: presentExternal },
  };
}

/** Whether video frames can be read where they are. Firefox 153 cannot; Node has no video frames. */
export function canImportFrames(): boolean {
  return typeof VideoFrame !== 'undefined' && 'importExternalTexture' in GPUDevice.prototype;
}
