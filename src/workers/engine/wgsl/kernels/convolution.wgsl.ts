/**
 * Dense convolution, 3×3 (edges clamp) or 1×1, that leaves raw sums and partial statistics.
 *
 * Layouts: input and output [height, width, channels], four channels a vector; weights [input/4, k, k, output/4] of 4×4
 * matrices, a column an input channel. One invocation computes `pixelsPerThread` pixels of a row × `outputs / groups`
 * channels in registers (an outer product: each weight that is read serves four pixels, each input all its channels);
 * the dispatch's z is the group, so that all of a workgroup read the same weights.
 * Method: direct convolution with register tiling, as in Lavin, "maxDNN" (arXiv:1501.06633). The picture variant (no
 * norm behind it) is `picture.wgsl.ts`.
 */

import { loader, loadingBuffers } from './loading';
import type { Loader, Loading, Styles } from './loading';
import { frameStruct, pixelsPerThread, shapeStruct, storageTypes, stored, unroll } from './source';
import type { KernelStyle } from './source';
import { partialsBody, partialsHead, scratchLength } from './statistics';
import type { Partials } from './statistics';

export interface Convolution {
  readonly side: 1 | 3;
  readonly stride: 1 | 2;
  /** Channels. */
  readonly inputs: number;
  /** Channels, all groups together. */
  readonly outputs: number;
  readonly groups: number;
  readonly loading: Loading;
  /** The groups are the pixels (dy, dx) of 2 × 2 blocks (pixel shuffle), instead of slices of the channels. */
  readonly shuffle?: boolean;
}

/** Invocations of a workgroup, x (4 pixels each) and y. */
export function convolutionWorkgroup({ variant }: KernelStyle): readonly [x: number, y: number] {
  return variant === 'tiled' ? [4, 16] : [8, 1];
}

/** Statements that accumulate one 1×1 or 3×3 convolution into `acc<pixel>_<output>`; shared with `picture.wgsl.ts`. */
export function accumulate(
  { side, stride, outputs, groups }: Convolution,
  { affine, given }: Pick<Loader, 'affine' | 'given'>,
): string {
  const width = outputs / groups / 4;
  const radius = (side - 1) / 2;
  const columns = (pixelsPerThread - 1) * stride + side;
  const product = (p: number, o: number, kx: number): string => `acc${p}_${o} += m * v${p * stride + kx};`;
  return /* wgsl */ `
  ${unroll(pixelsPerThread, (p) => unroll(width, (o) => `var acc${p}_${o} = vec4f();`))}
  ${unroll(columns, (i) => `let column${i} = u32(clamp(i32(x0 * ${stride}u) + ${i - radius}, 0, i32(shape.inputWidth) - 1));`)}
  for (var c = 0u; c < CHANNELS; c++) {
    ${affine}
    for (var ky = 0u; ky < ${side}u; ky++) {
      let y = u32(clamp(i32(row * ${stride}u + ky) - ${radius}, 0, i32(shape.inputHeight) - 1));
      let start = y * shape.inputWidth;
      ${unroll(columns, (i) => `let v${i} = load(start + column${i}, c, ${given});`)}
      let at = (c * ${side}u + ky) * ${(side * outputs) / 4}u + group * ${width}u;
      ${unroll(side, (kx) =>
        unroll(
          width,
          (o) =>
            `{ let m = mat4x4f(weights[at + ${(kx * outputs) / 4 + o}u]); ${unroll(pixelsPerThread, (p) => product(p, o, kx))} }`,
        ),
      )}
    }
  }`;
}

export function convolutionShader(convolution: Convolution, style: KernelStyle, styles: Styles): string {
  const { inputs, outputs, groups, loading, shuffle = false } = convolution;
  const [workgroupX, workgroupY] = convolutionWorkgroup(style);
  const width = outputs / groups / 4;
  const loaded = loader(loading, inputs, 3, styles);
  const free = 4 + loadingBuffers[styles][loading].length;
  const threads = workgroupX * workgroupY;
  const partials: Partials = {
    outputs: width,
    row: shuffle ? width : width * groups,
    threads,
    members: threads,
    binding: free + 1,
  };
  const row =
    style.variant === 'tiled'
      ? 'workgroup.y * workgroups.x + workgroup.x'
      : 'row * ((shape.width + 3u) / 4u) + id.x';
  const rowsPerGroup = style.variant === 'tiled' ? 'workgroups.x * workgroups.y' : 'shape.partials / 4u';
  return /* wgsl */ `
${storageTypes(style.precision)}
${frameStruct}
${shapeStruct}
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<uniform> shape: Shape;
@group(0) @binding(2) var<storage, read> weights: array<StoredMatrix>;
${loaded.head}
@group(0) @binding(${free}) var<storage, read_write> result: array<Stored>;
${partialsHead(partials)}
${
  style.variant === 'tiled'
    ? `var<workgroup> scratch: array<vec4f, ${scratchLength(partials)}>;
fn putSum(index: u32, value: vec4f) { scratch[index] = value; }
fn getSum(index: u32) -> vec4f { return scratch[index]; }`
    : ''
}

@compute @workgroup_size(${workgroupX}, ${workgroupY})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) workgroup: vec3u,
        @builtin(num_workgroups) workgroups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let x0 = id.x * ${pixelsPerThread}u;
  let row = id.y;
  let group = workgroup.z;
  ${accumulate(convolution, loaded)}
  ${unroll(pixelsPerThread, (p) => `let valid${p} = select(0.0, 1.0, x0 + ${p}u < shape.width && row < shape.height);`)}
  ${unroll(
    pixelsPerThread,
    (p) => /* wgsl */ `
  if (valid${p} > 0.0) {
    ${
      shuffle
        ? `let at = ((2u * row + group / 2u) * 2u * shape.width + 2u * (x0 + ${p}u) + group % 2u) * ${width}u;`
        : `let at = (row * shape.width + x0 + ${p}u) * ${width * groups}u + group * ${width}u;`
    }
    ${unroll(width, (o) => `result[at + ${o}u] = ${stored(`acc${p}_${o}`, style.precision)};`)}
  }`,
  )}
  let partialRow = ${row}${shuffle ? ` + group * (${rowsPerGroup})` : ''};
  let channel0 = ${shuffle ? '0u' : `group * ${width}u`};
  ${partialsBody(partials, style)}
}`;
}
