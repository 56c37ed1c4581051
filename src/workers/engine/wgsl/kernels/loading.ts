/**
 * How a layer reads its input: the producer stored raw sums, and whatever belongs between two layers (norm, relu,
 * residual) is applied here, while loading. A norm is `a·x + b` per channel; `finalise.wgsl.ts` computes a and b.
 */

/**
 * - `plain`: the input as it is
 * - `relu`: relu(a·x + b)
 * - `residual`: base + a·x + b, the end of a residual block
 * - `two-relus`: relu(a·x + b) + relu(a₂·base + b₂)
 */
export type Loading = 'plain' | 'relu' | 'residual' | 'two-relus';

/** Buffers a way of loading needs besides the input, in the order of their bindings. */
export const loadingBuffers = {
  plain: [],
  relu: ['norm'],
  residual: ['norm', 'base'],
  'two-relus': ['norm', 'base', 'baseNorm'],
} as const satisfies Record<Loading, readonly string[]>;

const declarations = {
  norm: 'var<storage, read> norm: array<vec4f>; // a of every channel, then b of every channel',
  base: 'var<storage, read> base: array<Stored>;',
  baseNorm: 'var<storage, read> baseNorm: array<vec4f>;',
} as const;

/**
 * Declares the input and a function `load(pixel, c, a, b, a2, b2) -> vec4f`, and gives the statement that reads a and b
 * of the four channels `c`.
 * @param first number of the first free binding in group 0; `1 + loadingBuffers[loading].length` are taken.
 */
export function loader(loading: Loading, channels: number, first: number): { head: string; affine: string } {
  const quarter = channels / 4;
  const body = {
    plain: 'return x;',
    relu: 'return max(x * a + b, vec4f());',
    residual: 'return vec4f(base[pixel * CHANNELS + c]) + x * a + b;',
    'two-relus': /* wgsl */ `let y = vec4f(base[pixel * CHANNELS + c]);
  return max(x * a + b, vec4f()) + max(y * a2 + b2, vec4f());`,
  }[loading];
  const buffers = loadingBuffers[loading].map(
    (name, index) => `@group(0) @binding(${first + 1 + index}) ${declarations[name]}`,
  );
  const head = /* wgsl */ `
const CHANNELS = ${quarter}u; // of the input, in fours
@group(0) @binding(${first}) var<storage, read> source: array<Stored>; // [height, width, CHANNELS]
${buffers.join('\n')}
fn load(pixel: u32, c: u32, a: vec4f, b: vec4f, a2: vec4f, b2: vec4f) -> vec4f {
  let x = vec4f(source[pixel * CHANNELS + c]);
  ${body}
}`;
  const read = (buffer: string): string => `${buffer}[c], ${buffer}[CHANNELS + c]`;
  const none = 'vec4f(), vec4f()';
  const one = loading === 'plain' ? none : read('norm');
  const two = loading === 'two-relus' ? read('baseNorm') : none;
  const [a = '', b = ''] = one.split(', ');
  const [a2 = '', b2 = ''] = two.split(', ');
  return { head, affine: `let a = ${a}; let b = ${b}; let a2 = ${a2}; let b2 = ${b2};` };
}
