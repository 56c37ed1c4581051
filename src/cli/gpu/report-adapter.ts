/** Looks for a GPU, tells the parent process what it found, and ends. Started by `find-gpu.ts` only. */

import { messageOf } from '../../shared/errors';
import { isSoftwareGpu } from '../../workers/engine/gpu/gpu-device';
import type { AdapterReport } from './adapter-report';
import { adapterName } from './adapter-name';
import { loadDawn } from './dawn';

async function look(): Promise<AdapterReport> {
  try {
    const gpu = await loadDawn();
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return { kind: 'none', reason: 'no GPU that WebGPU can use was found' };
    const name = adapterName(adapter.info);
    return { kind: isSoftwareGpu(adapter) ? 'software' : 'gpu', name };
  } catch (error) {
    return { kind: 'none', reason: messageOf(error) };
  }
}

const report = await look();
// Dawn would keep the process: nothing is left to do once this is told.
process.send?.(report, () => process.exit(0));
