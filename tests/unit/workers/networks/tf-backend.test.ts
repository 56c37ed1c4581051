import { expect, test } from 'vitest';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import { getBackend } from '@tensorflow/tfjs-core';

test.each(['wasm', 'cpu'] as const)(
  '%s starts in Node as it is, without a browser’s globals',
  async (backend) => {
    await startBackend(backend);
    expect(getBackend()).toBe(backend);
  },
);
