/** What a benchmark run reports, and the arithmetic on it. Pure: the command line and the page in the browser share it. */
import { quantile } from '../../src/shared/quantile';
import { noCounts } from '../../src/workers/engine/gpu/gpu-meter';
import type { GpuCounts } from '../../src/workers/engine/gpu/gpu-meter';

export type Network = 'ours' | 'magenta-separable';
export type BenchEngine =
  | 'tfjs'
  | 'tfjs-readback'
  | 'tfjs-two-styles'
  | 'wgsl-exact'
  | 'wgsl-streaming'
  | 'wgsl-two-styles'
  | 'magenta-image';
export type Runtime = 'node' | 'browser';

export interface Contest {
  readonly network: Network;
  readonly engine: BenchEngine;
  readonly backend: 'webgpu' | 'webgl' | 'wasm';
}

/**
 * Its counts are what one frame asked for, on average. WebGPU: counted on the device's own methods. WebGL: each draw call
 * is a dispatch, each texture or buffer a buffer, and bytes are those sent and read back. Without a GPU all are 0.
 */
export interface Row extends Contest, GpuCounts {
  readonly runtime: Runtime;
  /** px */
  readonly width: number;
  readonly height: number;
  /** Timed frames; those of the warm-up are not among them. */
  readonly frames: number;
  /** Milliseconds a frame. */
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Multiply-accumulates of the convolutions of one frame. */
  readonly macs: number;
}

/** A network that is not run here: its cost only. */
export interface Reference {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly macs: number;
}

/** A contestant that could not run, and why. */
export interface Skipped extends Contest {
  readonly reason: string;
}

export interface Ratio {
  readonly name: string;
  /** Median by median, same runtime, same size. */
  readonly value: number;
  /** What the project promises: at most this. */
  readonly atMost?: number;
}

export interface Report {
  /** What computed. */
  readonly adapter: string;
  /** Commit that was measured. */
  readonly commit: string;
  readonly rows: readonly Row[];
  readonly references: readonly Reference[];
  readonly skipped: readonly Skipped[];
  readonly ratios: readonly Ratio[];
}

/** Median and 95th percentile (nearest rank) of times in ms. */
export function figures(times: readonly number[]): { medianMs: number; p95Ms: number } {
  return { medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
}

/** `(after - before) / frames` of each count. */
export function countsPerFrame(before: GpuCounts, after: GpuCounts, frames: number): GpuCounts {
  const counts: { -readonly [K in keyof GpuCounts]: number } = { ...noCounts };
  for (const name of Object.keys(counts) as (keyof GpuCounts)[]) {
    counts[name] = (after[name] - before[name]) / frames;
  }
  return counts;
}

type Wanted = Pick<Row, 'network' | 'engine' | 'backend' | 'runtime'>;

const pairs: readonly { name: string; ours: Wanted; peer: Wanted; atMost?: number }[] = [
  {
    name: 'WASM (Node, 1 thread), ours : Magenta separable',
    ours: { network: 'ours', engine: 'tfjs', backend: 'wasm', runtime: 'node' },
    peer: { network: 'magenta-separable', engine: 'tfjs', backend: 'wasm', runtime: 'node' },
    atMost: 0.2,
  },
  ...(['wgsl-streaming', 'wgsl-exact'] as const).flatMap((engine) => {
    const ours: Wanted = { network: 'ours', engine, backend: 'webgpu', runtime: 'browser' };
    return [
      {
        name: `${engine} : tfjs on WebGPU, both ours`,
        ours,
        peer: { network: 'ours', engine: 'tfjs', backend: 'webgpu', runtime: 'browser' } as const,
        atMost: 0.33,
      },
      {
        name: `${engine} ours : tfjs on WebGPU, Magenta separable`,
        ours,
        peer: {
          network: 'magenta-separable',
          engine: 'tfjs',
          backend: 'webgpu',
          runtime: 'browser',
        } as const,
        atMost: 0.1,
      },
      {
        name: `${engine} ours : @magenta/image 0.2.1 (WebGL)`,
        ours,
        peer: {
          network: 'magenta-separable',
          engine: 'magenta-image',
          backend: 'webgl',
          runtime: 'browser',
        } as const,
      },
    ];
  }),
  {
    name: 'WebGL, ours : Magenta separable',
    ours: { network: 'ours', engine: 'tfjs', backend: 'webgl', runtime: 'browser' },
    peer: { network: 'magenta-separable', engine: 'tfjs', backend: 'webgl', runtime: 'browser' },
  },
  {
    name: 'WebGL, ours on the GPU : ours read back',
    ours: { network: 'ours', engine: 'tfjs', backend: 'webgl', runtime: 'browser' },
    peer: { network: 'ours', engine: 'tfjs-readback', backend: 'webgl', runtime: 'browser' },
  },
  {
    name: 'WASM (browser), ours : Magenta separable',
    ours: { network: 'ours', engine: 'tfjs', backend: 'wasm', runtime: 'browser' },
    peer: { network: 'magenta-separable', engine: 'tfjs', backend: 'wasm', runtime: 'browser' },
  },
];

/** What a second style in the picture costs, mixed with the first everywhere. */
const twoStyles = (
  [
    ['WGSL streaming', 'wgsl-two-styles', 'wgsl-streaming', 'webgpu', 'browser'],
    ['WASM (Node)', 'tfjs-two-styles', 'tfjs', 'wasm', 'node'],
    ['WASM (browser)', 'tfjs-two-styles', 'tfjs', 'wasm', 'browser'],
  ] as const
).map(([name, engine, one, backend, runtime]) => ({
  name: `${name}, frame with two styles : one style`,
  ours: { network: 'ours', engine, backend, runtime } as const,
  peer: { network: 'ours', engine: one, backend, runtime } as const,
  atMost: 1.15,
}));

/** The ratios of all pairs that ran, each at one size. */
export function ratiosOf(rows: readonly Row[]): Ratio[] {
  const find = (wanted: Wanted): Row | undefined =>
    rows.find(
      ({ network, engine, backend, runtime }) =>
        network === wanted.network &&
        engine === wanted.engine &&
        backend === wanted.backend &&
        runtime === wanted.runtime,
    );
  return [...pairs, ...twoStyles].flatMap(({ name, ours, peer, atMost }) => {
    const a = find(ours);
    const b = find(peer);
    if (a === undefined || a.width !== b?.width || a.height !== b.height) return [];
    return [{ name, value: a.medianMs / b.medianMs, ...(atMost !== undefined && { atMost }) }];
  });
}

/** How a row is called in table and plot. */
export function labelOf({ network, engine, backend, runtime }: Wanted): string {
  const names = { ours: 'Impasto', 'magenta-separable': 'Magenta' } as const;
  const engines = {
    tfjs: 'tfjs',
    'tfjs-readback': 'tfjs, read back',
    'tfjs-two-styles': 'tfjs, two styles',
    'wgsl-exact': 'WGSL exact',
    'wgsl-streaming': 'WGSL streaming',
    'wgsl-two-styles': 'WGSL streaming, two styles',
    'magenta-image': '@magenta/image 0.2.1',
  } as const;
  const backends = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM' } as const;
  const where = runtime === 'node' ? ', Node' : '';
  return `${names[network]} · ${engines[engine]} · ${backends[backend]}${where}`;
}
