/**
 * The few pieces all kernels are built from. Loops over accumulators are unrolled here, into named variables: an array
 * indexed in a loop may end in memory instead of registers (always under Direct3D's FXC, often on phones).
 */

import type { Precision } from '../../engine.protocol';

/** Which way a kernel is built: see `convolution.wgsl.ts` and `separable.wgsl.ts`. */
export interface KernelStyle {
  readonly precision: Precision;
  /**
   * `tiled` shares intermediate values and sums in workgroup memory. `direct` uses registers only: for GPUs that are
   * drawn by the processor, where barriers and workgroup memory cost more than they save.
   */
  readonly variant: 'tiled' | 'direct';
}

/** Output pixels of one invocation, next to each other in a row. */
export const pixelsPerThread = 4;

/** Where a part of a buffer may begin that every GPU can bind, at or after `bytes`. */
export function alignedBytes(bytes: number): number {
  return Math.ceil(bytes / 256) * 256;
}

/** `make(0)` … `make(count − 1)`, a line each. */
export function unroll(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('\n');
}

/** As `unroll`, joined by ` + ` into one expression. */
export function sum(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(' + ');
}

/** The type activations and weights are stored as; whatever is computed is f32. */
export function storageTypes(precision: Precision): string {
  return precision === 'f16'
    ? 'enable f16;\nalias Stored = vec4<f16>;\nalias StoredMatrix = mat4x4<f16>;'
    : 'alias Stored = vec4f;\nalias StoredMatrix = mat4x4f;';
}

/** A value as it is stored: clamped, since one infinity in half precision would spoil a norm for good. */
export function stored(value: string, precision: Precision): string {
  return precision === 'f16' ? `Stored(clamp(${value}, vec4f(-65504.0), vec4f(65504.0)))` : value;
}

/** Uniforms that are the same for all dispatches of a frame; `frame-uniforms.ts` writes them. */
export const frameStruct = /* wgsl */ `
struct Frame {
  cameraOrigin: vec2f, // texture coordinate of the camera's picture at the view's top left
  cameraSpan: vec2f,   // and how far it goes to the bottom right; negative x mirrors
  taps: u32,           // camera samples per pixel and axis
  collect: u32,        // 1: the norms' statistics are renewed in this frame
  fresh: u32,          // 1: nothing that was remembered of earlier frames counts
  share: f32,          // of this frame in the running statistics, 0..1
  hold: f32,           // share of the new picture where nothing moves, 0..1
  motionKept: f32,     // what remains of the motion seen one frame ago, 0..1
  keepColours: f32,    // 0..1
  sharpness: f32,      // 0..1
  split: f32,          // 0..1, left of it the camera is shown
  area: f32,           // what is styled: 0 all, 1 people, -1 what is behind them
}`;

/** Sizes of a layer's input and output, in pixels of their own resolution. */
export const shapeStruct = /* wgsl */ `
struct Shape {
  inputWidth: u32,
  inputHeight: u32,
  width: u32,
  height: u32,
  partials: u32, // rows of partial sums that the layer writes
}`;
