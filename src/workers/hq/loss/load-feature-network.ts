/**
 * Loss networks out of safetensors files: ours (the perceptual network, `training/impasto/networks/perceptual.py`), or a
 * full VGG-19 that the user brings, recognised by its tensors' shapes. Both have the same layers. The networks' own
 * normalisation of the input is folded into the first convolution.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError } from '../../../shared/errors';
import { parseSafetensors } from '../../networks/files/safetensors';
import type { TensorFile } from '../../networks/files/safetensors';
import { vgg19Keys, vgg19Stages } from '../../networks/files/vgg19-file';
import { convWeight, vector } from '../../networks/files/weights';
import { FullConvolution, LowRankConvolution } from './convolution';
import type { Convolution } from './convolution';
import { FeatureNetwork } from './feature-network';
import type { FeatureLayer } from './feature-network';

/** How a network wants its input: `scale`·(channel of RGB 0..1) − `offset`, channels in `order`. */
interface InputNorm {
  readonly order: readonly [number, number, number];
  readonly scale: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
}

const inputNorms = {
  /** (RGB − 0.45) / 0.25 */
  perceptual: { order: [0, 1, 2], scale: [4, 4, 4], offset: [1.8, 1.8, 1.8] },
  /** ImageNet mean and deviation, RGB: torchvision and timm. */
  torchvision: {
    order: [0, 1, 2],
    scale: [1 / 0.229, 1 / 0.224, 1 / 0.225],
    offset: [0.485 / 0.229, 0.456 / 0.224, 0.406 / 0.225],
  },
  /** BGR 0..255 less its mean: the original Caffe weights, and the normalised ones of Gatys et al. */
  caffe: { order: [2, 1, 0], scale: [255, 255, 255], offset: [103.939, 116.779, 123.68] },
} as const satisfies Record<string, InputNorm>;

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

/** Where a convolution stands: its stage and its number there, from 0; and which it is of all. */
interface Place {
  readonly stage: number;
  readonly index: number;
  readonly total: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** VGG-19's layers up to conv4_1; the first of each stage is tapped, and pools before unless it reads the picture. */
function vggLayers(load: (place: Place) => Convolution): FeatureLayer[] {
  const layers: FeatureLayer[] = [];
  let inputs = 3;
  vgg19Stages.forEach((channels, stage) => {
    channels.forEach((outputs, index) => {
      const convolution = load({ stage, index, total: layers.length, inputs, outputs });
      layers.push({ convolution, poolBefore: stage > 0 && index === 0, tapped: index === 0 });
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

const firstKey = 'conv1_1.expand';

function loadPerceptual(file: TensorFile): FeatureNetwork {
  const layers = vggLayers(({ stage, index, total, inputs, outputs }) => {
    const key = `conv${stage + 1}_${index + 1}`;
    const bias = vector(file, `${key}.expand.bias`, outputs);
    if (total === 0) {
      const weight = convWeight(file, `${key}.expand.weight`, [outputs, inputs, 3]);
      const folded = foldInputNorm(weight, bias, inputNorms.perceptual);
      return new FullConvolution(folded.weight, folded.bias, 'reflect');
    }
    // The file decides the ranks: a network of others may be trained.
    const rank = file.tensors.get(`${key}.core.weight`)?.shape[0] ?? 0;
    return new LowRankConvolution({
      reduce: convWeight(file, `${key}.reduce.weight`, [rank, inputs, 1]),
      core: convWeight(file, `${key}.core.weight`, [rank, rank, 3]),
      expand: convWeight(file, `${key}.expand.weight`, [outputs, rank, 1]),
      bias,
    });
  });
  return new FeatureNetwork('impasto', layers);
}

function loadVgg19(file: TensorFile, keys: readonly string[]): FeatureNetwork {
  const input = file.metadata['input'] ?? 'torchvision';
  if (input !== 'torchvision' && input !== 'caffe') {
    throw new ImpastoError(
      'model-format',
      `The VGG-19's metadata “input” must be torchvision or caffe, not ${input}.`,
    );
  }
  const padding = file.metadata['padding'] === 'reflect' ? 'reflect' : 'symmetric';
  const layers = vggLayers(({ total, inputs, outputs }) => {
    const key = keys[total] ?? '';
    const weight = convWeight(file, `${key}.weight`, [outputs, inputs, 3]);
    const bias = vector(file, `${key}.bias`, outputs);
    const tensors = total === 0 ? foldInputNorm(weight, bias, inputNorms[input]) : { weight, bias };
    return new FullConvolution(tensors.weight, tensors.bias, padding);
  });
  return new FeatureNetwork('vgg-19', layers);
}

/**
 * Our perceptual network or a VGG-19, on the current backend; the caller disposes it. For a VGG-19 the file's metadata
 * may say `input` (`torchvision`, the default, or `caffe`: BGR 0..255 less the mean) and `padding` (`replicate`, the
 * default, or `reflect`).
 * @throws ImpastoError `model-format` when it is neither; nothing stays allocated then.
 */
export function loadFeatureNetwork(buffer: ArrayBuffer): FeatureNetwork {
  const file = parseSafetensors(buffer, 'The loss network');
  const keys = vgg19Keys([...file.tensors].map(([name, { shape }]) => [name, shape] as const));
  if (keys) return orNothing(() => loadVgg19(file, keys));
  if (!file.tensors.has(`${firstKey}.weight`)) {
    throw new ImpastoError(
      'model-format',
      'The loss network is neither ours nor a VGG-19: that begins with 3×3 convolutions to 64, 64, 128, 128, 256, … channels.',
    );
  }
  return orNothing(() => loadPerceptual(file));
}
