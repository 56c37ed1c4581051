/**
 * The network's last layer and everything that happens at its resolution: 3×3 convolution 24 → 12 with bias, sigmoid,
 * pixel-shuffle to the picture, and temporal steadiness.
 *
 * Layouts: source and base [h/2, w/2, 24] raw sums (the input is relu(norm(source)) + relu(norm(base))); weights as in
 * `convolution.wgsl.ts`; input and reference [h/2, w/2, 12] as in `import.wgsl.ts`; picture h × w, rgb 0..1, its alpha
 * the camera's luma that belongs to it (for guided upsampling).
 *
 * Steadiness: where the cells around saw no motion, only the share `hold` of the new picture is taken, and the same
 * share of the new input into the reference. The largest motion of 3 × 3 cells decides, so the margin around what moves
 * is renewed as well.
 */

import { lumaWeights } from '../../../networks/pixels/render-options';
import { accumulate, convolutionWorkgroup } from './convolution.wgsl';
import type { Convolution } from './convolution.wgsl';
import { loader } from './loading';
import type { Styles } from './loading';
import { frameStruct, pixelsPerThread, shapeStruct, storageTypes, unroll } from './source';
import type { KernelStyle } from './source';

export const pictureConvolution: Convolution = {
  side: 3,
  stride: 1,
  inputs: 24,
  outputs: 12,
  groups: 1,
  loading: 'two-relus',
};

export const pictureFormat = 'rgba16float';

export function pictureShader(style: KernelStyle, styles: Styles): string {
  const loaded = loader('two-relus', pictureConvolution.inputs, 3, styles);
  const [workgroupX, workgroupY] = convolutionWorkgroup(style);
  // Values of a block in the order (dy, dx, rgb): pixel k is y[3k], y[3k + 1], y[3k + 2].
  const value = (vectors: string, i: number): string => `${vectors}${Math.floor(i / 4)}[${i % 4}]`;
  const rgb = (vectors: string, k: number): string =>
    `vec3f(${[0, 1, 2].map((c) => value(vectors, 3 * k + c)).join(', ')})`;
  const block = (p: number): string => /* wgsl */ `
  if (x0 + ${p}u < shape.width) {
    let x = x0 + ${p}u;
    let share = shareAt(x, row);
    let at = (row * shape.width + x) * 3u;
    ${unroll(3, (i) => `let y${i} = 1.0 / (1.0 + exp(-(acc${p}_${i} + bias[${i}])));`)}
    ${unroll(
      3,
      (i) => /* wgsl */ `
    var z${i} = vec4f(input[at + ${i}u]);
    if (share < 1.0) { let old = vec4f(reference[at + ${i}u]); z${i} = old + share * (z${i} - old); }
    reference[at + ${i}u] = Stored(z${i});`,
    )}
    ${unroll(4, (k) => `put(vec2u(2u * x + ${k % 2}u, 2u * row + ${Math.floor(k / 2)}u), ${rgb('y', k)}, ${rgb('z', k)}, share);`)}
  }`;
  return /* wgsl */ `
${storageTypes(style.precision)}
${frameStruct}
${shapeStruct}
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<uniform> shape: Shape;
@group(0) @binding(2) var<storage, read> weights: array<StoredMatrix>;
${loaded.head}
@group(0) @binding(7) var<storage, read> input: array<Stored>;
@group(0) @binding(8) var<storage, read_write> reference: array<Stored>;
@group(0) @binding(9) var<storage, read> motion: array<f32>; // [0]: 1 in a frame that is a cut; then cells
@group(0) @binding(10) var<uniform> bias: array<vec4f, 3>;
@group(0) @binding(11) var before: texture_2d<f32>;
@group(0) @binding(12) var picture: texture_storage_2d<${pictureFormat}, write>;

/** Share of the new picture for the block (x, y). */
fn shareAt(x: u32, y: u32) -> f32 {
  if (frame.hold >= 1.0 || frame.fresh != 0u || motion[0] > 0.0) { return 1.0; }
  let columns = shape.width / 2u;
  let cell = vec2i(i32(x / 2u), i32(y / 2u));
  let last = vec2i(i32(columns), i32(shape.height / 2u)) - 1;
  var most = 0.0;
  for (var j = -1; j <= 1; j++) {
    for (var i = -1; i <= 1; i++) {
      let near = clamp(cell + vec2i(i, j), vec2i(), last);
      most = max(most, motion[1u + u32(near.y) * columns + u32(near.x)]);
    }
  }
  return frame.hold + (1.0 - frame.hold) * most;
}

fn put(at: vec2u, styled: vec3f, camera: vec3f, share: f32) {
  var value = vec4f(styled, dot(0.5 * camera + 0.5, vec3f(${lumaWeights.join(', ')})));
  if (share < 1.0) {
    let old = textureLoad(before, at, 0).rgb;
    value = vec4f(old + share * (styled - old), value.a);
  }
  textureStore(picture, at, value);
}

@compute @workgroup_size(${workgroupX}, ${workgroupY})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let x0 = id.x * ${pixelsPerThread}u;
  let row = id.y;
  let group = 0u;
  if (x0 >= shape.width || row >= shape.height) { return; }
  ${accumulate(pictureConvolution, loaded)}
  ${unroll(pixelsPerThread, block)}
}`;
}
