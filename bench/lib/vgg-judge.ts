/** VGG-19 of ../shared/teachers, to be compared with and to judge by; and whether it is there. */

import { existsSync } from 'node:fs';
import { writeSafetensors } from '../../src/workers/networks/files/write-safetensors';
import type { FeatureNetwork } from '../../src/workers/hq/loss/feature-network';
import { loadFeatureNetwork } from '../../src/workers/hq/loss/load-feature-network';
import { readNpz } from './read-npz';

const path = new URL('../../../shared/teachers/vgg19_normalised_conv4_1.npz', import.meta.url);

/** VGG-19 to conv4_1 on the current backend; the caller disposes it. Without its file the process ends and says so. */
export function vgg19OrExit(): FeatureNetwork {
  if (!existsSync(path)) {
    console.log('../shared/teachers is not here: there is no VGG-19 to compare with.');
    process.exit(0);
  }
  return loadFeatureNetwork(writeSafetensors(readNpz(path), { input: 'caffe', padding: 'reflect' }));
}
