/** The engine worker end to end on our own WebGPU kernels. */
import { afterAll, beforeAll, describe } from 'vitest';
import { fetchModels } from '../../../support/networks/network-files';
import { openEngine } from '../../../support/networks/open-engine';
import type { OpenEngine } from '../../../support/networks/open-engine';
import { calls, end } from './suites/calls';
import { fixedStatistics } from './suites/fixed-statistics';
import { people } from './suites/people';
import { steadiness } from './suites/steadiness';
import { tap } from './suites/tap';
import { firstTwoStyles, twoStyles } from './suites/two-styles';
import { wgslFrames } from './suites/wgsl-frames';

/** A software rasteriser compiles every shader anew for each engine, ms: so one serves all of these tests. */
const openMs = 300_000;

let engine: OpenEngine;
beforeAll(async () => {
  engine = await openEngine({
    models: await fetchModels(),
    backend: 'webgpu',
    engine: 'wgsl',
    metered: true,
  });
}, openMs);
afterAll(() => {
  engine.client.destroy();
});

const opened = (): OpenEngine => engine;

describe('frames', () => wgslFrames(opened));
describe('calls', () => calls(opened));
describe('steadiness', () => steadiness(opened));
describe('fixed statistics', () => fixedStatistics(opened));
describe('people', () => people(opened));
describe('tap', () => tap(opened));
describe('first two styles', () => firstTwoStyles(opened));
describe('two styles', () => twoStyles(opened));
describe('end', () => end(opened));
