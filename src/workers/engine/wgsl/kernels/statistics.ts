/**
 * What a convolution leaves for the norm behind it: per channel the sum and the sum of squares of what it has just
 * computed, in f32 and before rounding to half precision. One row a workgroup (`tiled`) or an invocation (`direct`);
 * `finalise.wgsl.ts` adds the rows up. Skipped where `frame.collect` is 0.
 */

import { pixelsPerThread, sum, unroll } from './source';
import type { KernelStyle } from './source';

export interface Partials {
  /** Output channels of one invocation, in fours. */
  readonly outputs: number;
  /** Channels of a row, in fours. */
  readonly row: number;
  /** Invocations of a workgroup. */
  readonly threads: number;
  /** Invocations next to each other that have the same channels: their sums are added. */
  readonly members: number;
  readonly binding: number;
}

/** Vectors of workgroup memory that adding up takes. */
export function scratchLength({ outputs, threads }: Partials): number {
  return 2 * outputs * threads;
}

/** The buffer's declaration: [rows, channels / 4, (sum, sum of squares)] */
export function partialsHead({ binding }: Partials): string {
  return `@group(0) @binding(${binding}) var<storage, read_write> partials: array<vec4f>;`;
}

/**
 * Statements that add up `acc<pixel>_<output>` of the pixels whose `valid<pixel>` is 1. Expects in scope: `partialRow`,
 * `channel0` (first channel in the row, in fours), and for `tiled` `thread` and the functions `putSum(index, vec4f)`
 * and `getSum(index) -> vec4f` on workgroup memory.
 */
export function partialsBody(partials: Partials, { variant }: KernelStyle): string {
  const { outputs, row, threads, members } = partials;
  const sums = unroll(
    outputs,
    (o) => /* wgsl */ `
    let sum${o} = ${sum(pixelsPerThread, (p) => `valid${p} * acc${p}_${o}`)};
    let squares${o} = ${sum(pixelsPerThread, (p) => `valid${p} * acc${p}_${o} * acc${p}_${o}`)};`,
  );
  if (variant === 'direct') {
    return /* wgsl */ `
  if (frame.collect != 0u && valid0 > 0.0) {
    ${sums}
    let first = (partialRow * ${row}u + channel0) * 2u;
    ${unroll(outputs, (o) => `partials[first + ${2 * o}u] = sum${o}; partials[first + ${2 * o + 1}u] = squares${o};`)}
  }`;
  }
  const put = (value: number, name: string): string => `putSum(${value * threads}u + thread, ${name});`;
  return /* wgsl */ `
  if (frame.collect != 0u) {
    ${sums}
    workgroupBarrier(); // the memory may still be read as something else
    ${unroll(outputs, (o) => put(2 * o, `sum${o}`) + put(2 * o + 1, `squares${o}`))}
    workgroupBarrier();
    let team = thread / ${members}u;
    for (var value = thread % ${members}u; value < ${outputs * 2}u; value += ${members}u) {
      var total = vec4f();
      for (var other = 0u; other < ${members}u; other++) {
        total += getSum(value * ${threads}u + team * ${members}u + other);
      }
      partials[(partialRow * ${row}u + channel0) * 2u + value] = total;
    }
  }`;
}
