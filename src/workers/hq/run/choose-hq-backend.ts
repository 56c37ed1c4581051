/**
 * Finds a backend that computes losses and gradients right, by comparing a tiny picture's with the cpu backend's. Leaves
 * it running; the network it returns belongs to the caller.
 */

import { ImpastoError, messageOf } from '../../../shared/errors';
import { startBackend } from '../../networks/backend/tf-backend';
import type { BackendOptions } from '../../networks/backend/tf-backend';
import type { FeatureNetwork } from '../loss/feature-network';
import { ImageLoss } from '../loss/image-loss';
import { loadFeatureNetwork } from '../loss/load-feature-network';
import type { Evaluation } from '../loss/losses';
import { noisePicture } from '../picture/random';
import type { Backend, BackendChoice, Refusal } from '../../networks/types';
import { backends } from '../../networks/types';

/** px */
const probeSize = { width: 20, height: 16 };

/** Deviation that passes, relative to the gradient's length and to the loss: half precision stays within. */
const tolerance = 0.05;

async function probe(network: FeatureNetwork): Promise<Evaluation> {
  const weights = { content: 1, style: 1, tv: 0, pixel: 0, layers: [1, 1, 1, 1] };
  const styles = [{ picture: noisePicture(probeSize, 2), weight: 1 }];
  const loss = await ImageLoss.create(network, noisePicture(probeSize, 1), { styles, amount: 1 }, weights);
  try {
    return await loss.evaluate(noisePicture(probeSize, 3).data.map((value) => value / 2));
  } finally {
    loss.dispose();
  }
}

/** How far `actual` is from `expected`, relative; NaN when it is not a number. */
export function relativeDeviation(actual: Evaluation, expected: Evaluation): number {
  let [error, length] = [0, 0];
  expected.gradient.forEach((g, i) => {
    error += (Number(actual.gradient[i]) - g) ** 2;
    length += g ** 2;
  });
  const ofLoss = Math.abs(actual.losses.total / expected.losses.total - 1);
  return Math.max(Math.sqrt(error / length), ofLoss);
}

export interface ChosenHqBackend {
  readonly backend: Backend;
  readonly network: FeatureNetwork;
  readonly tried: readonly Refusal[];
}

/**
 * @param choice `auto`, or the one backend to take.
 * @throws ImpastoError `no-backend` with every refusal; `model-format` when the file is no loss network.
 */
export async function chooseHqBackend(
  choice: BackendChoice,
  lossNetwork: ArrayBuffer,
  options: BackendOptions,
): Promise<ChosenHqBackend> {
  await startBackend('cpu');
  const reference = loadFeatureNetwork(lossNetwork);
  const expected = await probe(reference);
  reference.dispose();

  const tried: Refusal[] = [];
  for (const backend of choice === 'auto' ? backends : [choice]) {
    let network: FeatureNetwork | undefined;
    try {
      await startBackend(backend, options);
      network = loadFeatureNetwork(lossNetwork);
      const off = relativeDeviation(await probe(network), expected);
      if (!(off <= tolerance)) {
        throw new ImpastoError('no-backend', `computes wrong gradients (off by ${(off * 100).toFixed(0)} %)`);
      }
      return { backend, network, tried };
    } catch (error) {
      network?.dispose();
      tried.push({ backend, reason: messageOf(error) });
    }
  }
  const reasons = tried.map(({ backend, reason }) => `${backend}: ${reason}`).join('; ');
  throw new ImpastoError('no-backend', `No way to compute a still was found here (${reasons}).`);
}
