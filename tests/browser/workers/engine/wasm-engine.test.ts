/** The engine worker end to end on WebAssembly. */
import { describe } from 'vitest';
import { openEngine } from '../../../support/networks/open-engine';
import { sharedEngine } from '../../../support/networks/shared-engine';
import { calls, end } from './suites/calls';
import { fixedStatistics } from './suites/fixed-statistics';
import { galleryStyles } from './suites/gallery';
import { options } from './suites/options';
import { people } from './suites/people';
import { tap } from './suites/tap';
import { twoStyles } from './suites/two-styles';

const opened = sharedEngine({ backend: 'wasm', engine: 'tfjs', precision: 'f32' }, (models) =>
  openEngine({ models, backend: 'wasm' }),
);

describe('calls', () => calls(opened));
describe('options', () => options(opened));
describe('fixed statistics', () => fixedStatistics(opened));
describe('gallery', () => galleryStyles(opened));
describe('people', () => people(opened));
describe('tap', () => tap(opened));
describe('two styles', () => twoStyles(opened));
describe('end', () => end(opened));
