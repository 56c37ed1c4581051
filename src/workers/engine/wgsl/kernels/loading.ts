/**
 * How a layer reads its input: the producer stored raw sums, and whatever belongs between two layers (norm, relu,
 * residual) is applied here, while loading. A norm is `a·x + b` per channel; `finalise.wgsl.ts` computes a and b. With two
 * styles each has its own a and b, and what they give is blended by the second one's share of the pixel.
 */

/**
 * - `plain`: the input as it is
 * - `relu`: relu(a·x + b)
 * - `residual`: base + a·x + b, the end of a residual block
 * - `two-relus`: relu(a·x + b) + relu(a₂·base + b₂)
 */
export type Loading = 'plain' | 'relu' | 'residual' | 'two-relus';

/** Styles in one picture. */
export type Styles = 1 | 2;

/** Bytes from a norm's numbers in the first style to those in the second: a and b of 64 channels. */
export const styleBytes = 512;

/** Bytes from one norm's numbers to the next one's. */
export const normSegmentBytes = 2 * styleBytes;

/**
 * Buffers a way of loading needs besides the input, in the order of their bindings. With two styles `norms` are the
 * base's numbers and, a segment further on, the input's: no GPU need take more than eight storage buffers.
 */
export const loadingBuffers = {
  1: { plain: [], relu: ['norm'], residual: ['norm', 'base'], 'two-relus': ['norm', 'base', 'baseNorm'] },
  2: {
    plain: [],
    relu: ['norm', 'shares'],
    residual: ['norm', 'base', 'shares'],
    'two-relus': ['norms', 'base', 'shares'],
  },
} as const satisfies Record<Styles, Record<Loading, readonly string[]>>;

const declarations = {
  norm: 'var<storage, read> norm: array<vec4f>; // a of every channel, then b of every channel',
  base: 'var<storage, read> base: array<Stored>;',
  baseNorm: 'var<storage, read> baseNorm: array<vec4f>;',
  norms: 'var<storage, read> norms: array<vec4f>;',
  shares: 'var<storage, read> shares: array<f32>; // of the second style, [height, width], 0..1',
} as const;

export interface Loader {
  /** Declares the input and a function `load(pixel, c, …) -> vec4f`. */
  readonly head: string;
  /** Statement that reads a and b of the four channels `c`. */
  readonly affine: string;
  /** What `load` gets after pixel and c. */
  readonly given: string;
}

/** @param first number of the first free binding in group 0; `1 + loadingBuffers[styles][loading].length` are taken. */
export function loader(loading: Loading, channels: number, first: number, styles: Styles): Loader {
  const buffers = loadingBuffers[styles][loading].map(
    (name, index) => `@group(0) @binding(${first + 1 + index}) ${declarations[name]}`,
  );
  return {
    head: /* wgsl */ `
const CHANNELS = ${channels / 4}u; // of the input, in fours
@group(0) @binding(${first}) var<storage, read> source: array<Stored>; // [height, width, CHANNELS]
${buffers.join('\n')}
${styles === 1 ? loadOne(loading) : loadTwo(loading)}`,
    ...(styles === 1 ? affineOfOne(loading) : affineOfTwo(loading)),
  };
}

function loadOne(loading: Loading): string {
  const body = {
    plain: 'return x;',
    relu: 'return max(x * a + b, vec4f());',
    residual: 'return vec4f(base[pixel * CHANNELS + c]) + x * a + b;',
    'two-relus': /* wgsl */ `let y = vec4f(base[pixel * CHANNELS + c]);
  return max(x * a + b, vec4f()) + max(y * a2 + b2, vec4f());`,
  }[loading];
  return /* wgsl */ `
fn load(pixel: u32, c: u32, a: vec4f, b: vec4f, a2: vec4f, b2: vec4f) -> vec4f {
  let x = vec4f(source[pixel * CHANNELS + c]);
  ${body}
}`;
}

function affineOfOne(loading: Loading): Pick<Loader, 'affine' | 'given'> {
  const read = (buffer: string): readonly string[] => [`${buffer}[c]`, `${buffer}[CHANNELS + c]`];
  const none = ['vec4f()', 'vec4f()'];
  const [a = '', b = ''] = loading === 'plain' ? none : read('norm');
  const [a2 = '', b2 = ''] = loading === 'two-relus' ? read('baseNorm') : none;
  return {
    affine: `let a = ${a}; let b = ${b}; let a2 = ${a2}; let b2 = ${b2};`,
    given: 'a, b, a2, b2',
  };
}

function loadTwo(loading: Loading): string {
  const body = {
    plain: 'return x;',
    relu: 'return max(blend(x * n[0] + n[1], x * n[2] + n[3], shares[pixel]), vec4f());',
    residual:
      'return vec4f(base[pixel * CHANNELS + c]) + blend(x * n[0] + n[1], x * n[2] + n[3], shares[pixel]);',
    'two-relus': /* wgsl */ `let y = vec4f(base[pixel * CHANNELS + c]);
  let share = shares[pixel];
  return max(blend(x * n[0] + n[1], x * n[2] + n[3], share), vec4f())
    + max(blend(y * n2[0] + n2[1], y * n2[2] + n2[3], share), vec4f());`,
  }[loading];
  return /* wgsl */ `
// Not mix(): where the share is 0 or 1 the result must be the one style's, bit for bit.
fn blend(first: vec4f, second: vec4f, share: f32) -> vec4f { return (1.0 - share) * first + share * second; }
fn load(pixel: u32, c: u32, n: mat4x4f, n2: mat4x4f) -> vec4f {
  let x = vec4f(source[pixel * CHANNELS + c]);
  ${body}
}`;
}

/** Four vectors a norm: a and b of the first style, a and b of the second. */
function affineOfTwo(loading: Loading): Pick<Loader, 'affine' | 'given'> {
  const read = (buffer: string, from = 0): string =>
    `mat4x4f(${[from, from + styleBytes / 16]
      .flatMap((first) => [`${buffer}[${first}u + c]`, `${buffer}[${first}u + CHANNELS + c]`])
      .join(', ')})`;
  const norms = {
    plain: ['mat4x4f()', 'mat4x4f()'],
    relu: [read('norm'), 'mat4x4f()'],
    residual: [read('norm'), 'mat4x4f()'],
    'two-relus': [read('norms', normSegmentBytes / 16), read('norms')],
  }[loading];
  return { affine: `let n = ${norms[0]}; let n2 = ${norms[1]};`, given: 'n, n2' };
}
