/** The engine worker end to end on WebAssembly. */
import { afterAll, beforeAll, describe } from 'vitest';
import { fetchModels } from '../../../support/networks/network-files';
import { openEngine } from '../../../support/networks/open-engine';
import type { OpenEngine } from '../../../support/networks/open-engine';
import { calls, end } from './suites/calls';
import { fixedStatistics } from './suites/fixed-statistics';
import { options } from './suites/options';
import { people } from './suites/people';
import { tap } from './suites/tap';
import { twoStyles } from './suites/two-styles';

/** A software rasteriser compiles every shader anew for each engine, ms: so one serves all of these tests. */
const openMs = 300_000;

let engine: OpenEngine;
beforeAll(async () => {
  engine = await openEngine({ models: await fetchModels(), backend: 'wasm' });
}, openMs);
afterAll(() => {
  engine.client.destroy();
});

const opened = (): OpenEngine => engine;

describe('calls', () => calls(opened));
describe('options', () => options(opened));
describe('fixed statistics', () => fixedStatistics(opened));
describe('people', () => people(opened));
describe('tap', () => tap(opened));
describe('two styles', () => twoStyles(opened));
describe('end', () => end(opened));
