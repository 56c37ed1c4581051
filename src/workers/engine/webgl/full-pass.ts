/**
 * One of our shaders, drawn over all of a target. Owns the program and the empty vertex array; `destroy()` frees them.
 * The context is shared with tfjs, which expects culling and the scissor test on and binds all else anew before each of
 * its own programs: `draw` leaves it so, with none of our textures bound.
 */

import { ImpastoError } from '../../../shared/errors';
import type { Size } from '../../../shared/picture';

/** A triangle that covers everything, counter-clockwise, made from its corners' numbers alone. */
const vertexShader = /* glsl */ `#version 300 es
void main() {
  gl_Position = vec4(vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2)) * 2.0 - 1.0, 0.0, 1.0);
}`;

/** Where to draw: a texture's framebuffer, or null for the canvas. Size in px. */
export type Target = Size & { readonly framebuffer: WebGLFramebuffer | null };

/** A float, or a vector of 2 or 4. */
export type UniformValue =
  number | readonly [number, number] | readonly [x: number, y: number, z: number, w: number];

export class FullPass<Sampler extends string, Uniform extends string> {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #vertices: WebGLVertexArrayObject | null;
  readonly #samplers: readonly Sampler[];
  readonly #uniforms: readonly (readonly [name: Uniform, location: WebGLUniformLocation | null])[];

  /**
   * @param fragment GLSL ES 3.00. @param samplers, uniforms by their names in it; uniforms are floats and vectors.
   * @throws ImpastoError `engine-failed` when the driver refuses the shader.
   */
  constructor(
    gl: WebGL2RenderingContext,
    fragment: string,
    samplers: readonly Sampler[],
    uniforms: readonly Uniform[],
  ) {
    this.#gl = gl;
    this.#samplers = samplers;
    this.#program = linked(gl, fragment);
    this.#vertices = gl.createVertexArray();
    this.#uniforms = uniforms.map((name) => [name, gl.getUniformLocation(this.#program, name)]);
    gl.useProgram(this.#program);
    samplers.forEach((name, unit) => gl.uniform1i(gl.getUniformLocation(this.#program, name), unit));
    gl.useProgram(null);
  }

  draw(
    target: Target,
    textures: Readonly<Record<Sampler, WebGLTexture>>,
    values: Readonly<Record<Uniform, UniformValue>>,
  ): void {
    const gl = this.#gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.viewport(0, 0, target.width, target.height);
    gl.scissor(0, 0, target.width, target.height);
    gl.useProgram(this.#program);
    gl.bindVertexArray(this.#vertices);
    this.#bind(textures);
    for (const [name, location] of this.#uniforms) setUniform(gl, location, values[name]);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    this.#bind(null);
    gl.bindVertexArray(null);
    gl.useProgram(null);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  /** Idempotent: deleting what is deleted does nothing. */
  destroy(): void {
    this.#gl.deleteProgram(this.#program);
    this.#gl.deleteVertexArray(this.#vertices);
  }

  /** Leaves unit 0 active. */
  #bind(textures: Readonly<Record<Sampler, WebGLTexture>> | null): void {
    const gl = this.#gl;
    for (const [unit, name] of [...this.#samplers.entries()].reverse()) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, textures ? textures[name] : null);
    }
  }
}

function setUniform(
  gl: WebGL2RenderingContext,
  location: WebGLUniformLocation | null,
  value: UniformValue,
): void {
  if (typeof value === 'number') gl.uniform1f(location, value);
  else if (value.length === 2) gl.uniform2f(location, ...value);
  else gl.uniform4f(location, ...value);
}

function linked(gl: WebGL2RenderingContext, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  const shaders = [compiled(gl, gl.VERTEX_SHADER, vertexShader), compiled(gl, gl.FRAGMENT_SHADER, fragment)];
  for (const shader of shaders) gl.attachShader(program, shader);
  gl.linkProgram(program);
  const works = gl.getProgramParameter(program, gl.LINK_STATUS) === true;
  const reasons = [gl.getProgramInfoLog(program), ...shaders.map((shader) => gl.getShaderInfoLog(shader))];
  for (const shader of shaders) gl.deleteShader(shader);
  if (works) return program;
  gl.deleteProgram(program);
  throw new ImpastoError(
    'engine-failed',
    `The graphics driver refuses a shader. ${reasons.filter(Boolean).join(' ')}`,
  );
}

function compiled(gl: WebGL2RenderingContext, kind: GLenum, source: string): WebGLShader {
  const shader = gl.createShader(kind);
  if (!shader) throw new ImpastoError('engine-lost', 'The graphics context was lost.');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}
