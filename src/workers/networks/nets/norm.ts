/**
 * Conditional instance norm with what surrounds it: `y = [relu](γ·(x − mean)/σ + β) [+ residual]`, then one replicated
 * pixel around. Two implementations: on webgl and webgpu composed of tfjs ops; on wasm and cpu a kernel of our own
 * (`norm-kernel.ts`). Inputs are not freed here.
 */
import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import { padBorder } from './padding';
import { normEpsilon } from './norm-epsilon';
import { normKernelName, registerNormKernel } from './norm-kernel';

/** Scale and shift per channel, [c] each; `folded` when the statistics are in them already (a and b, not γ and β). */
export interface ScaleShift {
  readonly gamma: tf.Tensor;
  readonly beta: tf.Tensor;
  readonly folded?: boolean;
  /** With two styles: how much of each a pixel has, [1, h, w, 2], sum 1. Then a and b are [1, 1, 2, c]. */
  readonly shares?: tf.Tensor4D;
}

/** An activation: `padded` is [1, h+2, w+2, c], `plain` [1, h, w, c]. One of them may be missing. */
export interface Activation {
  readonly plain?: tf.Tensor4D;
  readonly padded?: tf.Tensor4D;
}

export interface NormOptions {
  readonly relu: boolean;
  /** Added after the norm (and the relu). Must hold what this backend's norm returned before, padded. */
  readonly residual?: Activation;
  /** Whether a 3×3 convolution follows. */
  readonly pad: boolean;
}

export type Norm = (x: tf.Tensor4D, scaleShift: ScaleShift, options: NormOptions) => Activation;

/** Norm out of stock ops, for GPUs. */
const composedNorm: Norm = (x, scaleShift, { relu, residual, pad }) => {
  let y = scaleShift.folded === true ? applied(x, scaleShift) : normed(x, scaleShift);
  if (relu) y = tf.relu(y);
  if (residual) y = tf.add(y, required(residual.plain, 'residual'));
  return pad ? { plain: y, padded: padBorder(y, 'symmetric') } : { plain: y };
};

function applied(x: tf.Tensor4D, { gamma, beta, shares }: ScaleShift): tf.Tensor4D {
  // Each pixel's blend of the two styles' numbers, [1, h, w, c], is a 1×1 convolution of its shares.
  const perPixel = (values: tf.Tensor): tf.Tensor =>
    shares ? tf.conv2d(shares, values as tf.Tensor4D, 1, 'valid') : values;
  return tf.add<tf.Tensor4D>(tf.mul(x, perPixel(gamma)), perPixel(beta));
}

function normed(x: tf.Tensor4D, { gamma, beta }: ScaleShift): tf.Tensor4D {
  const { mean, variance } = tf.moments(x, [1, 2], true);
  const scale = tf.mul(tf.rsqrt(tf.add(variance, normEpsilon)), gamma);
  return tf.add<tf.Tensor4D>(tf.mul(x, scale), tf.sub(beta, tf.mul(mean, scale)));
}

/** Norm by the registered kernel, for backends whose tensors lie in main memory. */
const memoryNorm: Norm = (x, { gamma, beta, folded = false, shares }, { relu, residual, pad }) => {
  const inputs = {
    x,
    gamma,
    beta,
    ...(residual && { residual: required(residual.padded, 'padded residual') }),
    ...(shares && { shares }),
  };
  const y = tf.engine().runKernel<tf.Tensor4D>(normKernelName, inputs, { relu, pad, folded });
  return pad ? { padded: y } : { plain: y };
};

/** The norm that suits the current backend. */
export function normForBackend(): Norm {
  return registerNormKernel() ? memoryNorm : composedNorm;
}
