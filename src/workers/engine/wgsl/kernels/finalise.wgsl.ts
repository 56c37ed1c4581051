/**
 * Conditional instance norm (Dumoulin et al. 2017): adds up the partial sums of one layer, blends mean and variance
 * into the running ones, and leaves `a = γ/√(σ² + ε)` and `b = β − a·mean` for whoever loads the layer's output. One
 * workgroup per norm.
 *
 * - Running statistics: exponential average with the frame's `share`; 1 makes them this frame's own (exact).
 * - Cut detection, in the first norm only: its statistics are those of 24 linear features of the camera's picture. When
 *   they leave the running ones by more than `cutDistance`, the frame counts as a cut: this norm and all behind it take
 *   the frame's own statistics, and nothing of the old picture is held.
 *
 * Layouts: partials [rows, channels/4, (sum, sum of squares)]; modulation and norm [2, channels/4], γ and β, a and b;
 * running [2, channels/4], mean and variance; all f32.
 */

import { normEpsilon } from '../../../networks/nets/norm-epsilon';
import { cutDistance } from '../../../networks/nets/norm-statistics';
import { frameStruct, shapeStruct } from './source';

/** Channels in fours × slices of the rows is the workgroup. */
const slices = 16;

/** @param first the first norm of the network: it detects cuts and sets the flag that all others obey. */
export function finaliseShader(channels: number, first: boolean): string {
  const quarter = channels / 4;
  return /* wgsl */ `
${frameStruct}
${shapeStruct}
const CHANNELS = ${quarter}u;
@group(0) @binding(0) var<uniform> frame: Frame;
@group(0) @binding(1) var<uniform> shape: Shape;
@group(0) @binding(2) var<storage, read> partials: array<vec4f>;
@group(0) @binding(3) var<storage, read> modulation: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> running: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> norm: array<vec4f>;
@group(0) @binding(6) var<storage, ${first ? 'read_write' : 'read'}> cut: array<f32>; // [0]: 1 in a frame that is a cut

var<workgroup> sums: array<vec4f, ${quarter * slices}>;
var<workgroup> squares: array<vec4f, ${quarter * slices}>;
${first ? `var<workgroup> distances: array<f32, ${quarter}>;` : ''}

@compute @workgroup_size(${quarter * slices})
fn main(@builtin(local_invocation_index) thread: u32) {
  let c = thread % CHANNELS;
  var sum = vec4f();
  var square = vec4f();
  for (var row = thread / CHANNELS; row < shape.partials; row += ${slices}u) {
    let at = (row * CHANNELS + c) * 2u;
    sum += partials[at];
    square += partials[at + 1u];
  }
  sums[thread] = sum;
  squares[thread] = square;
  workgroupBarrier();
  // The first slice's invocations go on, one for four channels; the others compute the same sums, which nobody uses.
  sum = vec4f();
  square = vec4f();
  for (var slice = 0u; slice < ${slices}u; slice++) {
    sum += sums[slice * CHANNELS + c];
    square += squares[slice * CHANNELS + c];
  }
  let count = f32(shape.width * shape.height);
  let ownMean = sum / count;
  let ownVariance = max(square / count - ownMean * ownMean, vec4f());
  let oldMean = running[c];
  let oldVariance = running[CHANNELS + c];
  ${
    first
      ? /* wgsl */ `
  if (thread < CHANNELS) {
    let shift = (ownMean - oldMean) * (ownMean - oldMean) / (oldVariance + ${normEpsilon});
    let ratio = log((ownVariance + ${normEpsilon}) / (oldVariance + ${normEpsilon}));
    distances[thread] = dot(shift + 0.25 * ratio * ratio, vec4f(0.25));
  }
  workgroupBarrier();
  var distance = 0.0;
  for (var i = 0u; i < CHANNELS; i++) { distance += distances[i] / f32(CHANNELS); }
  // Written so that a NaN counts as a cut: it must not stay in the average.
  let isCut = select(1.0, 0.0, distance <= ${cutDistance});`
      : 'let isCut = cut[0];'
  }
  if (thread < CHANNELS) {
    let share = select(max(frame.share, isCut), 1.0, frame.fresh != 0u);
    // Not mix(): NaN · 0 is NaN, and memory is not ours before the first frame.
    let mean = select(oldMean + share * (ownMean - oldMean), ownMean, share >= 1.0);
    let variance = select(oldVariance + share * (ownVariance - oldVariance), ownVariance, share >= 1.0);
    running[c] = mean;
    running[CHANNELS + c] = variance;
    let a = modulation[c] * inverseSqrt(variance + ${normEpsilon});
    norm[c] = a;
    norm[CHANNELS + c] = modulation[CHANNELS + c] - a * mean;
    ${first ? 'if (thread == 0u) { cut[0] = isCut; }' : ''}
  }
}`;
}
