/**
 * From the styled picture to the canvas, as `wgsl/kernels/present.wgsl.ts` does it: upsampling guided by the camera's
 * luma (Kopf et al., SIGGRAPH 2007), kept colours, people apart, the split view.
 */

import { feather } from '../../../networks/pixels/styled-area';
import { head, lumaFunction } from './head.glsl';

export const presentSamplers = ['camera', 'picture', 'people'] as const;
export const presentUniforms = [
  'view',
  'canvas',
  'taps',
  'sharpness',
  'keepColours',
  'split',
  'area',
] as const;

/** Lumas that differ by this much (0..1) count as different things. */
const lumaDeviation = 0.06;

export const presentShader = /* glsl */ `${head}
uniform sampler2D camera;
uniform sampler2D picture; // alpha: the camera's luma
uniform sampler2D people; // red: likelihood of a person, 0..1, over the whole view
uniform vec4 view; // origin and span in the camera's picture, 0..1
uniform vec2 canvas; // px
uniform float taps;
uniform float sharpness;
uniform float keepColours;
uniform float split; // columns of the canvas that show the camera
uniform float area; // 1: people are styled, −1: the background is, 0: all
out vec4 colour;
${lumaFunction}
vec3 guided(vec2 uv, float here, vec3 bilinear) {
  ivec2 size = textureSize(picture, 0);
  vec2 at = uv * vec2(size) - 0.5;
  vec2 first = floor(at);
  vec2 part = at - first;
  vec3 sum = vec3(0.0);
  float weights = 0.0;
  for (int i = 0; i < 4; i++) {
    ivec2 next = ivec2(i & 1, i >> 1);
    vec4 texel = texelFetch(picture, clamp(ivec2(first) + next, ivec2(0), size - 1), 0);
    vec2 near = mix(1.0 - part, part, vec2(next));
    float apart = (texel.a - here) / ${lumaDeviation};
    float weight = near.x * near.y * (exp(-0.5 * apart * apart) + 1e-4);
    sum += weight * texel.rgb;
    weights += weight;
  }
  return mix(bilinear, sum / weights, sharpness);
}

vec3 cameraAt(vec2 corner) {
  vec3 sum = vec3(0.0);
  for (float y = 0.5; y < taps; y += 1.0) {
    for (float x = 0.5; x < taps; x += 1.0) {
      sum += texture(camera, view.xy + (corner + vec2(x, y) / taps) / canvas * view.zw).rgb;
    }
  }
  return sum / (taps * taps);
}

void main() {
  // A canvas begins at its lower edge.
  vec2 at = vec2(gl_FragCoord.x, canvas.y - gl_FragCoord.y);
  vec2 uv = at / canvas;
  vec3 shown = texture(picture, uv).rgb;
  if (sharpness > 0.0 || keepColours > 0.0 || split > 0.0 || area != 0.0) {
    vec3 own = cameraAt(at - 0.5);
    if (sharpness > 0.0) shown = guided(uv, luma(own), shown);
    vec3 difference = shown - own;
    shown = clamp(shown + keepColours * (luma(difference) - difference), 0.0, 1.0);
    if (area != 0.0) {
      float inside = smoothstep(${feather[0]}, ${feather[1]}, texture(people, uv).r);
      shown = mix(own, shown, area > 0.0 ? inside : 1.0 - inside);
    }
    if (at.x < split) shown = own;
  }
  colour = vec4(shown, 1.0);
}`;
