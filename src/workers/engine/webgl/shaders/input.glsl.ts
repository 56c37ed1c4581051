/**
 * From the camera's frame to what the network reads (`networks/pixels/pixels.ts`, `unshufflePadded`) in one pass: crop, mirror,
 * resize (bilinear; the mean of `taps`² samples when the frame is much larger), 2·x − 1, pixel-unshuffle by 2, one
 * replicated block around.
 *
 * The target has h/2 + 2 rows of 3·(w/2 + 2) texels: a block's 12 numbers, (dy, dx, rgb), in three texels side by side.
 */

import { head } from './head.glsl';

export const inputSamplers = ['camera'] as const;
export const inputUniforms = ['view', 'size', 'taps'] as const;

export const inputShader = /* glsl */ `${head}
uniform sampler2D camera;
uniform vec4 view; // origin and span in the camera's picture, 0..1
uniform vec2 size; // of the network, px
uniform float taps;
out vec4 numbers;

vec3 pixel(vec2 corner) {
  vec3 sum = vec3(0.0);
  for (float y = 0.5; y < taps; y += 1.0) {
    for (float x = 0.5; x < taps; x += 1.0) {
      vec2 at = (corner + vec2(x, y) / taps) / size;
      sum += texture(camera, view.xy + at * view.zw).rgb;
    }
  }
  return 2.0 * sum / (taps * taps) - 1.0;
}

void main() {
  ivec2 texel = ivec2(gl_FragCoord.xy);
  int part = texel.x % 3;
  vec2 block = clamp(vec2(texel.x / 3, texel.y) - 1.0, vec2(0.0), size / 2.0 - 1.0);
  // Each texel holds numbers of two neighbouring pixels of the block: 0 and 1, 1 and 2, or 2 and 3.
  vec3 first = pixel(2.0 * block + vec2(part & 1, part >> 1));
  vec3 second = pixel(2.0 * block + vec2((part + 1) & 1, (part + 1) >> 1));
  numbers = part == 0 ? vec4(first, second.r) : part == 1 ? vec4(first.gb, second.rg) : vec4(first.b, second);
}`;
