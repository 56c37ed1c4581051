/** The order of the transformer's dispatches and what each is bound to. Allocates bind groups only. */

import { required } from '../../../../shared/assert';
import { normChannels, residualBlocks } from '../../../networks/nets/transformer';
import { bindGroup } from './bind-group';
import type { Grid } from './dispatch-grid';
import type { NetworkMemory } from './network-memory';
import type { ComputeName, NetworkPipelines } from './network-pipelines';
import type { NetworkWeights } from './network-weights';
import { normSegment } from './norm-segments';

export interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly grid: Grid['workgroups'];
  /** Only in frames that renew the statistics. */
  readonly finalise: boolean;
}

export interface NetworkSteps {
  readonly layers: readonly Step[];
  /** The last layer, into the first picture and into the second. */
  readonly last: readonly [Step, Step];
}

export function networkSteps(
  device: GPUDevice,
  pipelines: NetworkPipelines,
  weights: NetworkWeights,
  memory: NetworkMemory,
): NetworkSteps {
  const { shapes, grids, partials, input, c0, c1, a, b, u, e } = memory;
  const step = (
    name: ComputeName,
    shape: GPUBufferBinding,
    grid: Grid,
    resources: readonly (GPUBufferBinding | GPUBuffer | GPUTextureView)[],
  ): Step => ({
    pipeline: pipelines[name],
    grid: grid.workgroups,
    group: bindGroup(device, pipelines[name], name, [memory.frame, shape, ...resources]),
    finalise: name.startsWith('finalise'),
  });
  const finalise = (norm: string, shape: GPUBufferBinding): Step => {
    const channels = normChannels.find(([name]) => name === norm)?.[1];
    const name = norm === 'n0' ? 'finaliseFirst' : channels === 24 ? 'finalise24' : 'finalise64';
    const one: Grid = { workgroups: [1, 1, 1], rows: 0, partialBytes: 0 };
    return step(name, shape, one, [
      partials,
      normSegment(memory.modulation, norm),
      normSegment(memory.running, norm),
      normSegment(memory.norms, norm),
      memory.motion,
    ]);
  };
  const normOf = (name: string): GPUBufferBinding => normSegment(memory.norms, name);

  const layers = [
    step('c0', shapes.c0, grids.c0, [weights.of('c0'), input, c0, partials]),
    finalise('n0', shapes.c0),
    step('c1', shapes.c1, grids.c1, [weights.of('c1'), c0, normOf('n0'), c1, partials]),
    finalise('n1', shapes.c1),
  ];
  for (let k = 0; k < residualBlocks; k++) {
    const kept = required(memory.residuals[k % 2], 'residual');
    const base = required(memory.residuals[(k + 1) % 2], 'residual');
    const loaded = k === 0 ? [c1, normOf('n1')] : [b, normOf(`r.${k - 1}.m`), base];
    const separable = (part: 'a' | 'b'): GPUBufferBinding[] => [
      weights.of(`r.${k}.${part}.d`),
      weights.of(`r.${k}.${part}.w`),
    ];
    layers.push(
      step(k === 0 ? 'enter' : 'first', shapes.block, grids.block, [
        ...separable('a'),
        ...loaded,
        a,
        partials,
        kept,
      ]),
      finalise(`r.${k}.n`, shapes.block),
      step('second', shapes.block, grids.block, [...separable('b'), a, normOf(`r.${k}.n`), b, partials]),
      finalise(`r.${k}.m`, shapes.block),
    );
  }
  const lastValue = required(memory.residuals[(residualBlocks - 1) % 2], 'residual');
  const lastNorm = normOf(`r.${residualBlocks - 1}.m`);
  layers.push(
    step('u', shapes.u, grids.u, [weights.of('u'), b, lastNorm, lastValue, u, partials]),
    finalise('nu', shapes.uNorm),
    step('e', shapes.e, grids.e, [weights.of('e.d'), weights.of('e.w'), u, normOf('nu'), e, partials]),
    finalise('ne', shapes.e),
  );
  const last = (to: 0 | 1): Step =>
    step('picture', shapes.e, grids.picture, [
      weights.of('o'),
      e,
      normOf('ne'),
      u,
      normOf('nu'),
      input,
      memory.reference,
      memory.motion,
      weights.bias,
      memory.views[to === 0 ? 1 : 0],
      memory.views[to],
    ]);
  return { layers, last: [last(0), last(1)] };
}
