/**
 * From the network's blocks to a picture at network size: pixel-shuffle by 2, with the luma of the camera's picture as
 * alpha, which guides the upsampling afterwards. With `camera` 1 the picture is what the network was given instead.
 */

import { head, lumaFunction } from './head.glsl';

export const pictureSamplers = ['styled', 'given'] as const;
export const pictureUniforms = ['camera'] as const;

export const pictureShader = /* glsl */ `${head}
uniform sampler2D styled; // h/2 rows of 3·w/2 texels, 0..1
uniform sampler2D given; // as input.glsl.ts makes it: −1..1, one block around
uniform float camera;
out vec4 picture;
${lumaFunction}
vec3 pixelOf(sampler2D blocks, ivec2 at, int border) {
  ivec2 first = ivec2(3 * (at.x / 2 + border), at.y / 2 + border);
  int number = 2 * (at.y & 1) + (at.x & 1);
  vec4 a = texelFetch(blocks, first + ivec2(max(number - 1, 0), 0), 0);
  vec4 b = texelFetch(blocks, first + ivec2(min(number, 2), 0), 0);
  return number == 0 ? a.rgb : number == 1 ? vec3(a.a, b.rg) : number == 2 ? vec3(a.ba, b.r) : b.gba;
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  vec3 own = 0.5 * pixelOf(given, at, 1) + 0.5;
  picture = vec4(camera > 0.5 ? own : pixelOf(styled, at, 0), luma(own));
}`;
