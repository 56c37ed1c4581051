/**
 * From the camera's frame to the network's first activation in one pass: crop, mirror, resize (bilinear; the mean of
 * `taps`² samples when the frame is much larger), 2·x − 1, pixel-unshuffle. Also looks for motion.
 *
 * One invocation makes a cell of 4 × 4 px = 2 × 2 blocks. Layouts: input and reference [h/2, w/2, 12], channels
 * (dy, dx, rgb); motion [1 + cells], of each cell 0 (still)..1.
 *
 * Motion is measured against the input that the held picture was made from (`reference`, renewed by
 * `picture.wgsl.ts` in step with the picture), not against the last frame: a slow change adds up until it counts, so
 * nothing stale stays. Averages over the cell leave little of a sensor's noise: the mean change of each colour finds
 * moving edges and areas, the mean absolute change finds moving texture. What moved stays marked for a while
 * (`motionKept`), until the styled picture around it has settled too.
 */

import { cameraHead } from './camera';
import type { CameraKind } from './camera';
import { frameStruct, shapeStruct, storageTypes, unroll } from './source';
import type { KernelStyle } from './source';

/** Invocations of a workgroup, x and y. */
export const importWorkgroup = [8, 8] as const;

/** Mean change of a colour that does not count yet, and the one that counts fully; of −1..1. */
const edgeChange = [0.05, 0.14] as const;

/** The same for the mean absolute change, which noise alone makes about 1.1 of its standard deviation. */
const textureChange = [0.11, 0.26] as const;

export function importShader(camera: CameraKind, { precision }: KernelStyle): string {
  const block = (dy: number, dx: number): string => /* wgsl */ `{
    let p0 = pixel(x * 4u + ${2 * dx}u, y * 4u + ${2 * dy}u, size);
    let p1 = pixel(x * 4u + ${2 * dx + 1}u, y * 4u + ${2 * dy}u, size);
    let p2 = pixel(x * 4u + ${2 * dx}u, y * 4u + ${2 * dy + 1}u, size);
    let p3 = pixel(x * 4u + ${2 * dx + 1}u, y * 4u + ${2 * dy + 1}u, size);
    let at = ((2u * y + ${dy}u) * shape.inputWidth + 2u * x + ${dx}u) * 3u;
    let v0 = vec4f(p0, p1.r);
    let v1 = vec4f(p1.gb, p2.rg);
    let v2 = vec4f(p2.b, p3);
    input[at] = Stored(v0);
    input[at + 1u] = Stored(v1);
    input[at + 2u] = Stored(v2);
    if (frame.fresh == 0u) {
      let d0 = v0 - vec4f(reference[at]);
      let d1 = v1 - vec4f(reference[at + 1u]);
      let d2 = v2 - vec4f(reference[at + 2u]);
      change += d0.rgb + vec3f(d0.a, d1.rg) + vec3f(d1.ba, d2.r) + d2.gba;
      absolute += abs(d0) + abs(d1) + abs(d2);
    }
  }`;
  return /* wgsl */ `
${storageTypes(precision)}
${frameStruct}
${shapeStruct}
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<uniform> shape: Shape; // in blocks (input) and cells
${cameraHead(camera, 2)}
@group(0) @binding(4) var<storage, read_write> input: array<Stored>;
@group(0) @binding(5) var<storage, read> reference: array<Stored>;
@group(0) @binding(6) var<storage, read_write> motion: array<f32>; // [0] is the flag of finalise.wgsl.ts

fn pixel(x: u32, y: u32, size: vec2f) -> vec3f {
  var sum = vec3f();
  for (var j = 0u; j < frame.taps; j++) {
    for (var i = 0u; i < frame.taps; i++) {
      let at = vec2f(f32(x), f32(y)) + (vec2f(f32(i), f32(j)) + 0.5) / f32(frame.taps);
      sum += camera(frame.cameraOrigin + at / size * frame.cameraSpan);
    }
  }
  return 2.0 * sum / f32(frame.taps * frame.taps) - 1.0;
}

@compute @workgroup_size(${importWorkgroup[0]}, ${importWorkgroup[1]})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let x = id.x;
  let y = id.y;
  if (x >= shape.width || y >= shape.height) { return; }
  let size = vec2f(f32(shape.width * 4u), f32(shape.height * 4u));
  var change = vec3f();
  var absolute = vec4f();
  ${unroll(4, (i) => block(Math.floor(i / 2), i % 2))}
  let cell = y * shape.width + x + 1u;
  let edges = abs(change) / 16.0;
  let edge = smoothstep(${edgeChange[0]}, ${edgeChange[1]}, max(edges.r, max(edges.g, edges.b)));
  let texture = smoothstep(${textureChange[0]}, ${textureChange[1]}, dot(absolute, vec4f(1.0 / 48.0)));
  let before = motion[cell] * frame.motionKept;
  motion[cell] = select(max(before, max(edge, texture)), 1.0, frame.fresh != 0u);
  if (cell == 1u) { motion[0] = 0.0; }
}`;
}
