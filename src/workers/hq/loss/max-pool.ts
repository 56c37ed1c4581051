/**
 * 2×2 max pooling and its reverse pass. Why not tfjs's gradient where tensors lie in main memory: a generic loop, a
 * quarter of a whole step's time.
 */
import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import { registerMemoryKernel } from '../../networks/backend/tensor-memory';
import type { TensorMemory } from '../../networks/backend/tensor-memory';

/** @param x [1, h, w, c]. @returns [1, ⌊h/2⌋, ⌊w/2⌋, c]; the caller frees it. */
export function maxPool(x: tf.Tensor4D): tf.Tensor4D {
  return tf.maxPool(x, 2, 2, 'valid');
}

const kernelName = 'StillMaxPoolGradient';

/** A float's bits; without the sign, bits of floats ≥ 0 are in the order of the floats. */
const magnitude = 0x7fffffff;

/** All ones where `x` < 0, else 0. */
const negative = (x: number): number => x >> 31;

/**
 * What was pooled comes from a ReLU, so its bits can be compared as whole numbers. Where a picture is largest is as good as
 * random: a branch would be guessed wrongly half of the time, masks need none.
 */
function scatterInMemory(memory: TensorMemory, inputs: Partial<Record<string, tf.TensorInfo>>) {
  const gradientInfo = required(inputs['gradient'], 'gradient');
  const inputInfo = required(inputs['input'], 'input');
  const [, rows = 0, columns = 0, channels = 0] = gradientInfo.shape;
  const rowLength = Number(inputInfo.shape[2]) * channels;
  const outInfo = memory.make([...inputInfo.shape]);
  const [gradient, input, out] = [gradientInfo, inputInfo, outInfo].map((info) => {
    const { buffer, byteOffset, length } = memory.view(info);
    return new Int32Array(buffer, byteOffset, length);
  }) as [Int32Array, Int32Array, Int32Array];
  // An odd last row or column is in no square.
  if (2 * rows * rowLength < out.length || 2 * columns * channels < rowLength) out.fill(0);
  let g = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let a = 2 * row * rowLength + 2 * column * channels;
      for (let c = 0; c < channels; c++, a++, g++) {
        const b = a + channels;
        const below = a + rowLength;
        const last = below + channels;
        const x = (input[a] as number) & magnitude;
        const y = (input[b] as number) & magnitude;
        const z = (input[below] as number) & magnitude;
        const w = (input[last] as number) & magnitude;
        // Of equal ones the first, as PyTorch has it.
        const right = negative(x - y);
        const upper = x ^ ((x ^ y) & right);
        const lowerRight = negative(z - w);
        const lower = z ^ ((z ^ w) & lowerRight);
        const down = negative(upper - lower);
        const value = gradient[g] as number;
        out[a] = value & ~down & ~right;
        out[b] = value & ~down & right;
        out[below] = value & down & ~lowerRight;
        out[last] = value & down & lowerRight;
      }
    }
  }
  return outInfo;
}

/**
 * Gradient with respect to what was pooled.
 * @param gradient [1, ⌊h/2⌋, ⌊w/2⌋, c]. @param input what was pooled, [1, h, w, c], ≥ 0.
 * @returns [1, h, w, c]; the caller frees it.
 */
export function maxPoolBackward(gradient: tf.Tensor4D, input: tf.Tensor4D): tf.Tensor4D {
  if (registerMemoryKernel(kernelName, scatterInMemory)) {
    return tf.engine().runKernel<tf.Tensor4D>(kernelName, { gradient, input });
  }
  // tfjs has it as a kernel, without a public function.
  return tf.tidy(() =>
    tf
      .engine()
      .runKernel<tf.Tensor4D>(
        'MaxPoolGrad',
        { dy: gradient, input, output: maxPool(input) },
        { filterSize: 2, strides: 2, pad: 'valid' },
      ),
  );
}
