/**
 * From the styled picture to the canvas, in one render pass over a triangle that covers it: upsampling, colours, split view.
 *
 * - Upsampling: bilinear, blended by `sharpness` with joint bilateral upsampling (Kopf et al., SIGGRAPH 2007): of the
 *   four pixels around, those count more whose camera luma (the picture's alpha) is near the camera's luma right here.
 * - Colours: `keepColours` of the way to the styled luma with the camera's chroma.
 * - People apart: where nothing is to be styled the camera's picture, feathered along the mask's outline.
 * - Split view: left of `split` the camera's picture as it is.
 */

import { lumaWeights } from '../../../networks/pixels/render-options';
import { feather } from '../../../networks/pixels/styled-area';
import { cameraHead } from './camera';
import type { CameraKind } from './camera';
import { frameStruct } from './source';

/** Lumas that differ by this much (0..1) count as different things. */
const lumaDeviation = 0.06;

export function presentShader(camera: CameraKind): string {
  return /* wgsl */ `
${frameStruct}
@group(0) @binding(0) var<uniform> frame: Frame;
${cameraHead(camera, 1)}
@group(0) @binding(3) var picture: texture_2d<f32>;
@group(0) @binding(4) var people: texture_2d<f32>; // red: likelihood of a person, 0..1, over the whole view

struct Corner {
  @builtin(position) position: vec4f,
  @location(0) uv: vec2f,
}

@vertex
fn corner(@builtin(vertex_index) index: u32) -> Corner {
  let uv = vec2f(f32((index << 1u) & 2u), f32(index & 2u));
  return Corner(vec4f(uv.x * 2.0 - 1.0, 1.0 - uv.y * 2.0, 0.0, 1.0), uv);
}

fn luma(rgb: vec3f) -> f32 { return dot(rgb, vec3f(${lumaWeights.join(', ')})); }

fn guided(uv: vec2f, here: f32, bilinear: vec3f) -> vec3f {
  let size = vec2i(textureDimensions(picture));
  let at = uv * vec2f(size) - 0.5;
  let first = floor(at);
  let part = at - first;
  var sum = vec3f();
  var weights = 0.0;
  for (var i = 0; i < 4; i++) {
    let step = vec2i(i & 1, i >> 1u);
    let texel = textureLoad(picture, clamp(vec2i(first) + step, vec2i(), size - 1), 0);
    let near = mix(1.0 - part, part, vec2f(step));
    let apart = (texel.a - here) / ${lumaDeviation};
    let weight = near.x * near.y * (exp(-0.5 * apart * apart) + 1e-4);
    sum += weight * texel.rgb;
    weights += weight;
  }
  return mix(bilinear, sum / weights, frame.sharpness);
}

@fragment
fn shade(corner: Corner) -> @location(0) vec4f {
  let uv = corner.uv;
  var styled = textureSampleLevel(picture, cameraSampler, uv, 0.0).rgb;
  if (frame.sharpness > 0.0 || frame.keepColours > 0.0 || uv.x < frame.split || frame.area != 0.0) {
    let own = camera(frame.cameraOrigin + uv * frame.cameraSpan);
    if (uv.x < frame.split) { return vec4f(own, 1.0); }
    if (frame.sharpness > 0.0) { styled = guided(uv, luma(own), styled); }
    let difference = styled - own;
    styled += frame.keepColours * (luma(difference) - difference);
    if (frame.area != 0.0) {
      let person = textureSampleLevel(people, cameraSampler, uv, 0.0).r;
      let inside = smoothstep(${feather[0]}, ${feather[1]}, person);
      styled = mix(own, styled, select(1.0 - inside, inside, frame.area > 0.0));
    }
  }
  return vec4f(styled, 1.0);
}`;
}
