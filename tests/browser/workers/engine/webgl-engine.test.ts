/** The engine worker end to end on WebGL. */
import { afterAll, describe } from 'vitest';
import { openWatched } from '../../../support/networks/open-watched';
import { sharedEngine } from '../../../support/networks/shared-engine';
import { calls } from './suites/calls';
import { fixedStatistics } from './suites/fixed-statistics';
import { options } from './suites/options';
import { people } from './suites/people';
import { tap } from './suites/tap';
import { twoStyles } from './suites/two-styles';
import { lostContext, webglFrames } from './suites/webgl-frames';

const opened = sharedEngine({ backend: 'webgl', engine: 'tfjs', precision: 'f32' }, openWatched);
afterAll(() => opened().watch.destroy());

describe('calls', () => calls(opened));
describe('options', () => options(opened));
describe('fixed statistics', () => fixedStatistics(opened));
describe('people', () => people(opened));
describe('tap', () => tap(opened));
describe('frames', () => webglFrames(opened));
describe('two styles', () => twoStyles(opened));
describe('lost context', () => lostContext(opened));
