/** One engine for all suites of a file: a software rasteriser compiles every shader anew for each engine. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EngineInfo } from '../../../src/workers/engine/engine.client';
import type { ModelFiles } from '../../../src/workers/networks/types';
import { fetchModels } from './network-files';
import type { OpenEngine } from './open-engine';

/** ms */
const openMs = 300_000;

/**
 * Opens an engine before the file's suites, finds it to be the one that was asked for, and ends it after them.
 * @returns the engine, within tests and hooks
 */
export function sharedEngine<T extends OpenEngine>(
  expected: Partial<EngineInfo>,
  open: (models: ModelFiles) => Promise<T>,
): () => T {
  let engine: T;
  beforeAll(async () => {
    engine = await open(await fetchModels());
  }, openMs);
  afterAll(() => engine.client.destroy());
  it('is the engine that was asked for', () => {
    expect(engine.client.info).toMatchObject({ ...expected, tried: [] });
  });
  return () => engine;
}
