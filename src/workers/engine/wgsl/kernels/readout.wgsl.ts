/**
 * The styled picture as 8-bit RGBA in a buffer, for stills; with the camera's colours kept as in `present.wgsl.ts`, from
 * the network's own input. Layouts: picture h × w; input [h/2, w/2, 12] as in `import.wgsl.ts`; result [h, w] of packed
 * RGBA. One invocation a 2 × 2 block.
 */

import { lumaWeights } from '../../../networks/pixels/render-options';
import { frameStruct, shapeStruct, storageTypes, unroll } from './source';
import type { KernelStyle } from './source';

export const readoutWorkgroup = [8, 8] as const;

export function readoutShader({ precision }: KernelStyle): string {
  const channel = (i: number): string => `v${Math.floor(i / 4)}[${i % 4}]`;
  return /* wgsl */ `
${storageTypes(precision)}
${frameStruct}
${shapeStruct}
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<uniform> shape: Shape; // in blocks
@group(0) @binding(2) var picture: texture_2d<f32>;
@group(0) @binding(3) var<storage, read> input: array<Stored>;
@group(0) @binding(4) var<storage, read_write> result: array<u32>;

fn put(x: u32, y: u32, own: vec3f) {
  var styled = textureLoad(picture, vec2u(x, y), 0).rgb;
  let difference = styled - (0.5 * own + 0.5);
  styled += frame.keepColours * (dot(difference, vec3f(${lumaWeights.join(', ')})) - difference);
  result[y * 2u * shape.width + x] = pack4x8unorm(vec4f(styled, 1.0));
}

@compute @workgroup_size(${readoutWorkgroup[0]}, ${readoutWorkgroup[1]})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= shape.width || id.y >= shape.height) { return; }
  let at = (id.y * shape.width + id.x) * 3u;
  ${unroll(3, (i) => `let v${i} = vec4f(input[at + ${i}u]);`)}
  ${unroll(4, (k) => `put(2u * id.x + ${k % 2}u, 2u * id.y + ${Math.floor(k / 2)}u, vec3f(${channel(3 * k)}, ${channel(3 * k + 1)}, ${channel(3 * k + 2)}));`)}
}`;
}
