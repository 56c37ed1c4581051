/** The state of an engine that cannot be kept running, as an error that the element reports. Pure. */

import type { EngineProblem, EngineState } from '../pipeline/api/session-state';
import { ImpastoError } from '../shared/errors';
import type { ImpastoErrorCode } from '../shared/errors';

const codes: Readonly<Record<EngineProblem, ImpastoErrorCode>> = {
  'models-unreachable': 'model-download',
  'models-damaged': 'model-corrupt',
  'no-backend': 'no-backend',
  'engine-lost': 'engine-lost',
  'engine-failed': 'engine-failed',
  'out-of-memory': 'engine-lost',
};

export function engineError({ problem, detail }: Extract<EngineState, { kind: 'failed' }>): ImpastoError {
  return new ImpastoError(codes[problem], detail);
}
