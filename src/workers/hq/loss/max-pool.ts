/**
 * 2×2 max pooling and its reverse pass. Why not tfjs's gradient where tensors lie in main memory: a generic loop, a
 * quarter of a whole step's time.
 */
import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import { registerMemoryKernel } from './tensor-memory';
import type { TensorMemory } from './tensor-memory';

/** @param x [1, h, w, c]. @returns [1, ⌊h/2⌋, ⌊w/2⌋, c]; the caller frees it. */
export function maxPool(x: tf.Tensor4D): tf.Tensor4D {
  return tf.maxPool(x, 2, 2, 'valid');
}

const kernelName = 'StillMaxPoolGradient';

function scatterInMemory(memory: TensorMemory, inputs: Partial<Record<string, tf.TensorInfo>>) {
  const gradientInfo = required(inputs['gradient'], 'gradient');
  const inputInfo = required(inputs['input'], 'input');
  const [, rows = 0, columns = 0, channels = 0] = gradientInfo.shape;
  const rowLength = Number(inputInfo.shape[2]) * channels;
  const outInfo = memory.make([...inputInfo.shape]);
  const [gradient, input, out] = [gradientInfo, inputInfo, outInfo].map((info) => memory.view(info)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  out.fill(0);
  let g = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let a = 2 * row * rowLength + 2 * column * channels;
      for (let c = 0; c < channels; c++, a++, g++) {
        // Of equal ones the first, as PyTorch has it.
        const b = a + channels;
        const below = a + rowLength;
        let from = a;
        let most = input[a] as number;
        if ((input[b] as number) > most) most = input[(from = b)] as number;
        if ((input[below] as number) > most) most = input[(from = below)] as number;
        if ((input[below + channels] as number) > most) from = below + channels;
        out[from] = gradient[g] as number;
      }
    }
  }
  return outInfo;
}

/**
 * Gradient with respect to what was pooled.
 * @param gradient [1, ⌊h/2⌋, ⌊w/2⌋, c]. @param input what was pooled, [1, h, w, c].
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
