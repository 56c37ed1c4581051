/**
 * All of `magenta-compat.ts` that needs tfjs. It is imported when a network is initialised, so that a page which merely
 * offers the class downloads no tfjs.
 */

import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../workers/networks/backend/tf-backend';
import type { Backend } from '../workers/networks/types';

export { tf };
export { StyleNetworks, styleSize } from '../workers/networks/nets/style-networks';

/** Starts `backend`; without one keeps tfjs's current backend, else starts webgl, else cpu. */
export async function startTensors(backend: Backend | undefined): Promise<void> {
  if (backend) return startBackend(backend);
  // Typed as never null, yet null before any backend was set.
  const current: unknown = tf.findBackend(tf.getBackend());
  if (current) return tf.ready();
  try {
    await startBackend('webgl');
  } catch {
    await startBackend('cpu');
  }
}
