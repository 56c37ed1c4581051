/** What all our fragment shaders begin with. */

import { lumaWeights } from '../../../networks/pixels/render-options';

export const head = /* glsl */ `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
`;

/** `float luma(vec3 rgb)` */
export const lumaFunction = /* glsl */ `
float luma(vec3 rgb) { return dot(rgb, vec3(${lumaWeights.join(', ')})); }
`;
