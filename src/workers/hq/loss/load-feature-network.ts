/**
 * Loss networks out of safetensors files: ours (`loss-network`, without the adapters that trained it: its raw taps serve
 * as well by VGG-19's judgement, at half the cost), or a full VGG-19 that the user brings,
 * recognised by its tensors' shapes. The networks' own normalisation of the input is folded into the first convolution.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError } from '../../../shared/errors';
import { floatTensor, parseSafetensors } from '../../networks/files/safetensors';
import type { TensorFile } from '../../networks/files/safetensors';
import { vgg19Keys, vgg19Stages } from '../../networks/files/vgg19-file';
import { convWeight, vector } from '../../networks/files/weights';
import { FeatureNetwork } from './feature-network';
import type { ConvolutionSpec } from './feature-network';

/** How a network wants its input: `scale`·(channel of RGB 0..1) − `offset`, channels in `order`. */
type InputNorm = {
  readonly order: readonly [number, number, number];
  readonly scale: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
};

const inputNorms = {
  own: { order: [0, 1, 2], scale: [4, 4, 4], offset: [1.8, 1.8, 1.8] },
  /** ImageNet mean and deviation, RGB: torchvision and timm. */
  torchvision: {
    order: [0, 1, 2],
    scale: [1 / 0.229, 1 / 0.224, 1 / 0.225],
    offset: [0.485 / 0.229, 0.456 / 0.224, 0.406 / 0.225],
  },
  /** BGR 0..255 less its mean: the original Caffe weights, and the normalised ones of Gatys et al. */
  caffe: { order: [2, 1, 0], scale: [255, 255, 255], offset: [103.939, 116.779, 123.68] },
} as const satisfies Record<string, InputNorm>;

/** Output channels of each convolution, stage by stage; a stage's first is tapped unless said otherwise. */
const ownStages = [
  { channels: [16, 16], tap: 0 },
  { channels: [32, 32], tap: 1 },
  { channels: [64, 64, 64], tap: 1 },
  { channels: [128, 128, 128], tap: 2 },
] as const;

/** VGG-19's stages with the first convolution of each tapped. */
const vggStages = vgg19Stages.map((channels) => ({ channels, tap: 0 }));

type Stage = { readonly channels: readonly number[]; readonly tap: number };

/** conv(norm(x)) as a convolution of x: both are affine, channel by channel, and every padding here copies pixels. */
function foldInputNorm(
  weight: tf.Tensor4D,
  bias: tf.Tensor1D,
  { order, scale, offset }: InputNorm,
): { weight: tf.Tensor4D; bias: tf.Tensor1D } {
  const folded = tf.tidy(() => {
    const perChannel = (values: readonly number[]): tf.Tensor4D => tf.tensor4d([...values], [1, 1, 3, 1]);
    const shift = tf.sum<tf.Tensor1D>(tf.mul(weight, perChannel(offset)), [0, 1, 2]);
    const scaled = tf.mul<tf.Tensor4D>(weight, perChannel(scale));
    const rgb = order[0] === 0 ? scaled : tf.reverse(scaled, 2);
    return { weight: rgb, bias: tf.sub<tf.Tensor1D>(bias, shift) };
  });
  tf.dispose([weight, bias]);
  return folded;
}

function loadConvolutions(
  file: TensorFile,
  stages: readonly Stage[],
  keyOf: (stage: number, index: number, total: number) => string,
  norm: InputNorm,
): ConvolutionSpec[] {
  const layers: ConvolutionSpec[] = [];
  let inputs = 3;
  stages.forEach(({ channels, tap }, stage) => {
    channels.forEach((outputs, index) => {
      const key = keyOf(stage, index, layers.length);
      const weight = convWeight(file, `${key}.weight`, [outputs, inputs, 3]);
      const bias = vector(file, `${key}.bias`, outputs);
      const tensors = layers.length === 0 ? foldInputNorm(weight, bias, norm) : { weight, bias };
      layers.push({ ...tensors, poolBefore: stage > 0 && index === 0, tapped: index === tap });
      inputs = outputs;
    });
  });
  return layers;
}

/** Frees what `make` left on the backend when it throws. */
function orNothing<T>(make: () => T): T {
  tf.engine().startScope();
  const kept: tf.Tensor[] = [];
  try {
    const made = make();
    for (const tensor of tf.engine().state.activeScope.track) kept.push(tf.keep(tensor));
    return made;
  } finally {
    tf.engine().endScope();
  }
}

function loadOwn(file: TensorFile): FeatureNetwork {
  const convolutions = loadConvolutions(file, ownStages, (s, i) => `st.${s}.${i}`, inputNorms.own);
  return new FeatureNetwork({
    name: 'impasto',
    convolutions,
    padding: 'symmetric',
    pooling: 'avg',
  });
}

function loadVgg19(file: TensorFile, keys: readonly string[]): FeatureNetwork {
  const input = file.metadata['input'] ?? 'torchvision';
  if (input !== 'torchvision' && input !== 'caffe') {
    throw new ImpastoError(
      'model-format',
      `The VGG-19's metadata “input” must be torchvision or caffe, not ${input}.`,
    );
  }
  const convolutions = loadConvolutions(file, vggStages, (_s, _i, n) => keys[n] ?? '', inputNorms[input]);
  const padding = file.metadata['padding'] === 'reflect' ? 'reflect' : 'symmetric';
  return new FeatureNetwork({ name: 'vgg-19', convolutions, padding, pooling: 'max' });
}

/**
 * Our loss network or a VGG-19, on the current backend; the caller disposes it. For a VGG-19 the file's metadata may
 * say `input` (`torchvision`, the default, or `caffe`: BGR 0..255 less the mean) and `padding` (`replicate`, the
 * default, or `reflect`).
 * @throws ImpastoError `model-format` when it is neither; nothing stays allocated then.
 */
export function loadFeatureNetwork(buffer: ArrayBuffer): FeatureNetwork {
  const file = parseSafetensors(buffer, 'The loss network');
  const keys = vgg19Keys([...file.tensors].map(([name, { shape }]) => [name, shape] as const));
  if (keys) return orNothing(() => loadVgg19(file, keys));
  if (!file.tensors.has('st.0.0.weight')) {
    throw new ImpastoError(
      'model-format',
      'The loss network is neither ours nor a VGG-19: that begins with 3×3 convolutions to 64, 64, 128, 128, 256, … channels.',
    );
  }
  floatTensor(file, 'st.0.0.weight', [16, 3, 3, 3]);
  return orNothing(() => loadOwn(file));
}
