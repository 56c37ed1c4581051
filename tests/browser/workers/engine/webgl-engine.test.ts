/** The engine worker end to end on WebGL. */
import { afterAll, beforeAll, describe } from 'vitest';
import { fetchModels } from '../../../support/networks/network-files';
import { openWatched } from '../../../support/networks/open-watched';
import type { WatchedEngine } from '../../../support/networks/open-watched';
import { calls } from './suites/calls';
import { fixedStatistics } from './suites/fixed-statistics';
import { options } from './suites/options';
import { people } from './suites/people';
import { tap } from './suites/tap';
import { twoStyles } from './suites/two-styles';
import { lostContext, webglFrames } from './suites/webgl-frames';

/** A software rasteriser compiles every shader anew for each engine, ms: so one serves all of these tests. */
const openMs = 300_000;

let engine: WatchedEngine;
beforeAll(async () => {
  engine = await openWatched(await fetchModels());
}, openMs);
afterAll(() => {
  engine.watch.destroy();
  engine.client.destroy();
});

const opened = (): WatchedEngine => engine;

describe('calls', () => calls(opened));
describe('options', () => options(opened));
describe('fixed statistics', () => fixedStatistics(opened));
describe('people', () => people(opened));
describe('tap', () => tap(opened));
describe('frames', () => webglFrames(opened));
describe('two styles', () => twoStyles(opened));
describe('lost context', () => lostContext(opened));
