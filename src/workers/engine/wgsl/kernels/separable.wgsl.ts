/**
 * Separable convolution in one dispatch: depthwise 3×3 (edges clamp), then pointwise, leaving raw sums and partial
 * statistics. What lies between the two never reaches main memory.
 *
 * Layouts: input and output [height, width, channels], four channels a vector; depthwise weights [channels/4, 9];
 * pointwise weights [input/4, output/4] of 4×4 matrices, a column an input channel.
 * - `tiled`: a workgroup has 64 invocations = `quads` of four pixels × `groups` of channels. First each invocation
 *   convolves its group's channels depthwise into workgroup memory, then it makes its group's output channels out of
 *   all of them.
 * - `direct`: an invocation computes all channels of four pixels in registers.
 * With `keep`, the input as loaded (the residual block's value) is stored too: later blocks add to it.
 * Method: Howard et al., MobileNets (arXiv:1704.04861); fusing as in Zhang et al., "High Performance Depthwise and
 * Pointwise Convolutions on Mobile Devices" (arXiv:2001.02504).
 */

import { loader, loadingBuffers } from './loading';
import type { Loader, Loading, Styles } from './loading';
import {
  alignedBytes,
  frameStruct,
  pixelsPerThread,
  shapeStruct,
  storageTypes,
  stored,
  sum,
  unroll,
} from './source';
import type { KernelStyle } from './source';
import { partialsBody, partialsHead } from './statistics';
import type { Partials } from './statistics';

export interface Separable {
  /** 64 or 24. */
  readonly channels: number;
  readonly loading: Loading;
  readonly keep: boolean;
}

/** Invocations of a `tiled` workgroup. */
const threads = 64;

/** Pixels of a `tiled` workgroup's tile side by side. */
const tileColumns = 8;

/** Groups of channels in a workgroup: their number divides the channels and leaves few accumulators each. */
function channelGroups(channels: number): number {
  return channels === 64 ? 4 : 2;
}

/** Pixels that a workgroup computes, x and y. */
export function separableTile(channels: number, { variant }: KernelStyle): readonly [x: number, y: number] {
  if (variant === 'direct') return [8 * pixelsPerThread, 1];
  return [tileColumns, ((threads / channelGroups(channels)) * pixelsPerThread) / tileColumns];
}

/** Statements that set `d<pixel>` to the depthwise sums of the channels `c`. */
function depthwise({ affine, given }: Loader, weights: Weights, keep: string): string {
  const columns = pixelsPerThread + 2;
  const taps = (ky: number): string => /* wgsl */ `
      let start${ky} = u32(clamp(i32(row) + ${ky - 1}, 0, i32(shape.height) - 1)) * shape.width;
      ${unroll(columns, (i) => `let v${ky}_${i} = load(start${ky} + column${i}, c, ${given});`)}
      ${unroll(3, (kx) => `let w${ky}_${kx} = ${weights.depthwise(`c * 9u + ${ky * 3 + kx}u`)};`)}`;
  return /* wgsl */ `
    ${affine}
    ${unroll(3, taps)}
    ${keep}
    ${unroll(
      pixelsPerThread,
      (p) =>
        `let d${p} = ${sum(9, (k) => `w${Math.floor(k / 3)}_${k % 3} * v${Math.floor(k / 3)}_${p + (k % 3)}`)};`,
    )}`;
}

export function separableShader(
  { channels, loading, keep }: Separable,
  style: KernelStyle,
  styles: Styles,
): string {
  const { precision, variant } = style;
  const tiled = variant === 'tiled';
  const quarter = channels / 4;
  const groups = tiled ? channelGroups(channels) : 1;
  const width = quarter / groups;
  const quads = threads / groups;
  const input = styles === 1 ? 4 : 3;
  const weights = styles === 1 ? apartWeights : joinedWeights(channels, precision);
  const loaded = loader(loading, channels, input, styles);
  const free = input + 1 + loadingBuffers[styles][loading].length;
  const partials: Partials = { outputs: width, row: quarter, threads, members: quads, binding: free + 1 };
  const kept = keep
    ? unroll(
        pixelsPerThread,
        (p) =>
          `if (valid${p} > 0.0) { kept[(row * shape.width + x0 + ${p}u) * CHANNELS + c] = ${stored(`v1_${p + 1}`, precision)}; }`,
      )
    : '';
  // [pixel, output]: m is the matrix of four input channels and the output's four.
  const pointwise = unroll(width, (o) => {
    const index = `c * CHANNELS + group * ${width}u + ${o}u`;
    return `{ let m = ${weights.pointwise(index)}; ${unroll(pixelsPerThread, (p) => `acc${p}_${o} += m * d${p};`)} }`;
  });
  const compute = tiled
    ? /* wgsl */ `
  for (var c = group * ${width}u; c < (group + 1u) * ${width}u; c++) {
    ${depthwise(loaded, weights, kept)}
    ${unroll(pixelsPerThread, (p) => `putTile((c * ${pixelsPerThread}u + ${p}u) * ${quads}u + quad, d${p});`)}
  }
  workgroupBarrier();
  for (var c = 0u; c < CHANNELS; c++) {
    ${unroll(pixelsPerThread, (p) => `let d${p} = getTile((c * ${pixelsPerThread}u + ${p}u) * ${quads}u + quad);`)}
    ${pointwise}
  }`
    : /* wgsl */ `
  for (var c = 0u; c < CHANNELS; c++) {
    ${depthwise(loaded, weights, kept)}
    ${pointwise}
  }`;
  const place = tiled
    ? /* wgsl */ `
  let group = thread / ${quads}u;
  let quad = thread % ${quads}u;
  let x0 = (workgroup.x * ${tileColumns / pixelsPerThread}u + quad % ${tileColumns / pixelsPerThread}u) * ${pixelsPerThread}u;
  let row = workgroup.y * ${(quads * pixelsPerThread) / tileColumns}u + quad / ${tileColumns / pixelsPerThread}u;
  let partialRow = workgroup.y * workgroups.x + workgroup.x;`
    : /* wgsl */ `
  let group = 0u;
  let x0 = (workgroup.x * 8u + thread) * ${pixelsPerThread}u;
  let row = workgroup.y;
  let partialRow = row * ((shape.width + 3u) / 4u) + x0 / ${pixelsPerThread}u;`;

  return /* wgsl */ `
${storageTypes(precision)}
${frameStruct}
${shapeStruct}
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<uniform> shape: Shape;
${weights.head}
${loaded.head}
@group(0) @binding(${free}) var<storage, read_write> result: array<Stored>;
${partialsHead(partials)}
${keep ? `@group(0) @binding(${free + 2}) var<storage, read_write> kept: array<Stored>;` : ''}
${tiled ? tileMemory(quarter * pixelsPerThread * quads, precision) : ''}

@compute @workgroup_size(${tiled ? threads : 8})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(num_workgroups) workgroups: vec3u,
        @builtin(local_invocation_index) thread: u32) {
  ${place}
  ${unroll(pixelsPerThread, (p) => `let valid${p} = select(0.0, 1.0, x0 + ${p}u < shape.width && row < shape.height);`)}
  ${unroll(pixelsPerThread + 2, (i) => `let column${i} = u32(clamp(i32(x0) + ${i - 1}, 0, i32(shape.width) - 1));`)}
  ${unroll(pixelsPerThread, (p) => unroll(width, (o) => `var acc${p}_${o} = vec4f();`))}
  ${compute}
  let channel0 = group * ${width}u;
  ${unroll(
    pixelsPerThread,
    (p) => /* wgsl */ `
  if (valid${p} > 0.0) {
    let at = (row * shape.width + x0 + ${p}u) * CHANNELS + channel0;
    ${unroll(width, (o) => `result[at + ${o}u] = ${stored(`acc${p}_${o}`, precision)};`)}
  }`,
  )}
  ${partialsBody(partials, style)}
}`;
}

/** Where a kernel has its weights: their bindings, and the expressions that read one. */
interface Weights {
  readonly head: string;
  readonly depthwise: (index: string) => string;
  readonly pointwise: (index: string) => string;
}

const apartWeights: Weights = {
  head: /* wgsl */ `
@group(0) @binding(2) var<storage, read> depthwise: array<Stored>;
@group(0) @binding(3) var<storage, read> pointwise: array<StoredMatrix>;`,
  depthwise: (index) => `vec4f(depthwise[${index}])`,
  pointwise: (index) => `mat4x4f(pointwise[${index}])`,
};

/** Both in one binding, to have one for the styles' shares: no GPU need take more than eight. */
function joinedWeights(channels: number, precision: KernelStyle['precision']): Weights {
  const vectorBytes = precision === 'f16' ? 8 : 16;
  const first = alignedBytes((channels / 4) * 9 * vectorBytes) / vectorBytes;
  const column = (index: string, k: number): string => `vec4f(weights[${first + k}u + 4u * (${index})])`;
  return {
    head: /* wgsl */ `
@group(0) @binding(2) var<storage, read> weights: array<Stored>; // depthwise, then the pointwise matrices' columns`,
    depthwise: (index) => `vec4f(weights[${index}])`,
    pointwise: (index) => `mat4x4f(${[0, 1, 2, 3].map((k) => column(index, k)).join(', ')})`,
  };
}

/**
 * Workgroup memory that is the depthwise result first ([channels/4, pixel of quad, quad], half precision where there
 * is) and the sums of the statistics later, always f32: 16 KiB are all that every GPU has.
 */
function tileMemory(vectors: number, precision: KernelStyle['precision']): string {
  if (precision === 'f32') {
    return /* wgsl */ `
var<workgroup> memory: array<vec4f, ${vectors}>;
fn putTile(index: u32, value: vec4f) { memory[index] = value; }
fn getTile(index: u32) -> vec4f { return memory[index]; }
fn putSum(index: u32, value: vec4f) { memory[index] = value; }
fn getSum(index: u32) -> vec4f { return memory[index]; }`;
  }
  return /* wgsl */ `
var<workgroup> memory: array<vec2u, ${vectors}>;
// Not bitcast<vec2u>(vec4<f16>): Firefox does not know it.
fn putTile(index: u32, value: vec4f) {
  let bounded = clamp(value, vec4f(-65504.0), vec4f(65504.0));
  memory[index] = vec2u(pack2x16float(bounded.xy), pack2x16float(bounded.zw));
}
fn getTile(index: u32) -> vec4f {
  return vec4f(unpack2x16float(memory[index].x), unpack2x16float(memory[index].y));
}
fn putSum(index: u32, value: vec4f) {
  memory[2u * index] = bitcast<vec2u>(value.xy);
  memory[2u * index + 1u] = bitcast<vec2u>(value.zw);
}
fn getSum(index: u32) -> vec4f {
  return vec4f(bitcast<vec2f>(memory[2u * index]), bitcast<vec2f>(memory[2u * index + 1u]));
}`;
}
