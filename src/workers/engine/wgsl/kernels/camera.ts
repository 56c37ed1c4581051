/**
 * How kernels see the camera's picture: as an external texture (a video frame where it is, without a copy) or as an
 * ordinary one (bitmaps, and frames where a browser has no `importExternalTexture`).
 */

export type CameraKind = 'external' | 'copied';

/** Declares texture and sampler and a function `camera(uv) -> rgb`, 0..1, edges clamped. Two bindings from `first`. */
export function cameraHead(kind: CameraKind, first: number): string {
  const type = kind === 'external' ? 'texture_external' : 'texture_2d<f32>';
  return /* wgsl */ `
@group(0) @binding(${first}) var cameraTexture: ${type};
@group(0) @binding(${first + 1}) var cameraSampler: sampler;
fn camera(uv: vec2f) -> vec3f {
  return textureSampleBaseClampToEdge(cameraTexture, cameraSampler, uv).rgb;
}`;
}

/** A camera texture that can be bound: where it is, and how shaders see it. */
export interface BoundCamera {
  readonly kind: CameraKind;
  readonly texture: GPUExternalTexture | GPUTextureView;
  readonly sampler: GPUSampler;
}
