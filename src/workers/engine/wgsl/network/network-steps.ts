/** The order of the transformer's dispatches and what each is bound to. Allocates bind groups only. */

import { required } from '../../../../shared/assert';
import { normChannels, residualBlocks } from '../../../networks/nets/transformer';
import { bindGroup } from './bind-group';
import type { Grid } from './dispatch-grid';
import type { LayerName, LayerPipelines } from './layer-pipelines';
import type { NetworkMemory, StyleShares } from './network-memory';
import type { NetworkWeights } from './network-weights';
import { bothSegments, lastSegments, normSegment } from './norm-segments';

export interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly grid: Grid['workgroups'];
  /** Only in frames that renew the statistics. */
  readonly finalise: boolean;
}

/** Adds the dispatch to a pass. */
export function record(pass: GPUComputePassEncoder, { pipeline, group, grid }: Step): void {
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...grid);
}

export interface NetworkSteps {
  readonly layers: readonly Step[];
  /** The last layer, into the first picture and into the second. */
  readonly last: readonly [Step, Step];
}

/** One of two styles, whose norms are filled; or both, whose norms are there. */
export type StepStyles =
  | { readonly style: 0 | 1; /** Whose norms, which may lie elsewhere. */ readonly norms: NetworkMemory }
  | { readonly shares: StyleShares };

/** @param pipelines of as many styles. */
export function networkSteps(
  device: GPUDevice,
  pipelines: LayerPipelines,
  weights: NetworkWeights,
  memory: NetworkMemory,
  styles: StepStyles,
): NetworkSteps {
  const { shapes, grids, partials, input, c0, c1, a, b, u, e } = memory;
  const shares = 'shares' in styles ? styles.shares : undefined;
  const half = shares ? [shares.half] : [];
  const quarter = shares ? [shares.quarter] : [];
  const step = (
    name: LayerName,
    shape: GPUBufferBinding,
    grid: Grid,
    resources: readonly (GPUBufferBinding | GPUBuffer | GPUTextureView)[],
  ): Step => ({
    pipeline: pipelines[name],
    grid: grid.workgroups,
    group: bindGroup(device, pipelines[name], name, [memory.frame, shape, ...resources]),
    finalise: name.startsWith('finalise'),
  });
  const finalise = (norm: string, shape: GPUBufferBinding): Step[] => {
    if ('shares' in styles) return [];
    const { style, norms } = styles;
    const channels = normChannels.find(([name]) => name === norm)?.[1];
    const name = norm === 'n0' ? 'finaliseFirst' : channels === 24 ? 'finalise24' : 'finalise64';
    const one: Grid = { workgroups: [1, 1, 1], rows: 0, partialBytes: 0 };
    const resources = [
      partials,
      normSegment(norms.modulation, norm, style),
      normSegment(norms.running, norm, style),
      normSegment(norms.norms, norm, style),
      norms.motion,
    ];
    return [step(name, shape, one, resources)];
  };
  const normOf = (name: string): GPUBufferBinding =>
    'shares' in styles
      ? bothSegments(memory.norms, name)
      : normSegment(styles.norms.norms, name, styles.style);
  const separable = (key: string): GPUBufferBinding[] =>
    shares ? [weights.ofSeparable(key)] : [weights.of(`${key}.d`), weights.of(`${key}.w`)];

  const layers = [
    step('c0', shapes.c0, grids.c0, [weights.of('c0'), input, c0, partials]),
    ...finalise('n0', shapes.c0),
    step('c1', shapes.c1, grids.c1, [weights.of('c1'), c0, normOf('n0'), ...half, c1, partials]),
    ...finalise('n1', shapes.c1),
  ];
  for (let k = 0; k < residualBlocks; k++) {
    const kept = required(memory.residuals[k % 2], 'residual');
    const base = required(memory.residuals[(k + 1) % 2], 'residual');
    const loaded = k === 0 ? [c1, normOf('n1')] : [b, normOf(`r.${k - 1}.m`), base];
    layers.push(
      step(k === 0 ? 'enter' : 'first', shapes.block, grids.block, [
        ...separable(`r.${k}.a`),
        ...loaded,
        ...quarter,
        a,
        partials,
        kept,
      ]),
      ...finalise(`r.${k}.n`, shapes.block),
      step('second', shapes.block, grids.block, [
        ...separable(`r.${k}.b`),
        a,
        normOf(`r.${k}.n`),
        ...quarter,
        b,
        partials,
      ]),
      ...finalise(`r.${k}.m`, shapes.block),
    );
  }
  const lastValue = required(memory.residuals[(residualBlocks - 1) % 2], 'residual');
  const lastNorm = normOf(`r.${residualBlocks - 1}.m`);
  layers.push(
    step('u', shapes.u, grids.u, [weights.of('u'), b, lastNorm, lastValue, ...quarter, u, partials]),
    ...finalise('nu', shapes.uNorm),
    step('e', shapes.e, grids.e, [...separable('e'), u, normOf('nu'), ...half, e, partials]),
    ...finalise('ne', shapes.e),
  );
  const last = (to: 0 | 1): Step =>
    step('picture', shapes.e, grids.picture, [
      weights.of('o'),
      e,
      ...(shares ? [lastSegments(memory.norms), u, ...half] : [normOf('ne'), u, normOf('nu')]),
      input,
      memory.reference,
      memory.motion,
      weights.bias,
      memory.views[to === 0 ? 1 : 0],
      memory.views[to],
    ]);
  return { layers, last: [last(0), last(1)] };
}
