/** Why an HQ still stopped, as the interface tells it. Pure. */

import { isImpastoError } from '../../shared/errors';
import type { HqProblem } from '../api/hq-state';

/** @param own our network was to be used, none that was brought. */
export function problemOf(error: unknown, own: boolean): HqProblem {
  if (isImpastoError(error, 'no-backend')) return 'no-backend';
  if (isImpastoError(error, 'model-format')) return own ? 'own-network-missing' : 'network-refused';
  if (isImpastoError(error, 'model-corrupt')) return 'own-network-missing';
  if (isImpastoError(error, 'model-download')) return own ? 'own-network-missing' : 'network-unreachable';
  if (isImpastoError(error, 'engine-lost')) return 'memory';
  if (isImpastoError(error, 'storage')) return 'kept-run-gone';
  return 'failed';
}
