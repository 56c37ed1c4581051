/** The engine worker end to end on tfjs’s own WebGPU kernels, where ours are refused. */
import { afterAll, beforeAll, describe } from 'vitest';
import { fetchModels } from '../../../support/networks/network-files';
import { openEngine } from '../../../support/networks/open-engine';
import type { OpenEngine } from '../../../support/networks/open-engine';
import { people } from './suites/people';
import { tap } from './suites/tap';

/** A software rasteriser compiles every shader anew for each engine, ms: so one serves all of these tests. */
const openMs = 300_000;

let engine: OpenEngine;
beforeAll(async () => {
  engine = await openEngine({ models: await fetchModels(), backend: 'webgpu', engine: 'tfjs' });
}, openMs);
afterAll(() => {
  engine.client.destroy();
});

const opened = (): OpenEngine => engine;

describe('people', () => people(opened));
describe('tap', () => tap(opened));
