/** The engine worker end to end on our own WebGPU kernels. */
import { describe } from 'vitest';
import { openEngine } from '../../../support/networks/open-engine';
import { sharedEngine } from '../../../support/networks/shared-engine';
import { calls, end } from './suites/calls';
import { fixedStatistics } from './suites/fixed-statistics';
import { people } from './suites/people';
import { steadiness } from './suites/steadiness';
import { tap } from './suites/tap';
import { firstTwoStyles, twoStyles } from './suites/two-styles';
import { wgslFrames } from './suites/wgsl-frames';

const asked = { backend: 'webgpu', engine: 'wgsl' } as const;
const opened = sharedEngine({ ...asked, precision: 'f32' }, (models) =>
  openEngine({ models, ...asked, metered: true }),
);

describe('frames', () => wgslFrames(opened));
describe('calls', () => calls(opened));
describe('steadiness', () => steadiness(opened));
describe('fixed statistics', () => fixedStatistics(opened));
// Before anything else needs the kernels of two styles.
describe('first two styles', () => firstTwoStyles(opened));
describe('people', () => people(opened));
describe('tap', () => tap(opened));
describe('two styles', () => twoStyles(opened));
describe('end', () => end(opened));
