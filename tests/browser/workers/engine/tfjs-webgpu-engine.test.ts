/** The engine worker end to end on tfjs’s own WebGPU kernels, where ours are refused. */
import { describe } from 'vitest';
import { openEngine } from '../../../support/networks/open-engine';
import { sharedEngine } from '../../../support/networks/shared-engine';
import { people } from './suites/people';
import { tap } from './suites/tap';

const asked = { backend: 'webgpu', engine: 'tfjs' } as const;
const opened = sharedEngine(asked, (models) => openEngine({ models, ...asked }));

describe('people', () => people(opened));
describe('tap', () => tap(opened));
