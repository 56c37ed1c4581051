/** What a benchmark run reports: rows of figures, their table, and the JSON that `--json` writes. */
import { writeFileSync } from 'node:fs';

export interface Row {
  readonly network: 'ours' | 'magenta-separable';
  readonly engine: 'tfjs';
  readonly backend: string;
  /** px */
  readonly width: number;
  readonly height: number;
  /** Milliseconds a frame. */
  readonly medianMs: number;
  readonly p95Ms: number;
}

export interface Report {
  /** What computed. */
  readonly adapter: string;
  /** Commit that was measured. */
  readonly commit: string;
  readonly rows: readonly Row[];
}

/** Median and 95th percentile (nearest rank) of times in ms. */
export function figures(times: readonly number[]): { medianMs: number; p95Ms: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const rank = (q: number): number => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN;
  return { medianMs: rank(0.5), p95Ms: rank(0.95) };
}

/** Median of ours by the peer's median at the same size, or null without the peer. */
export function ratioOf(rows: readonly Row[], width: number, height: number): number | null {
  const median = (network: Row['network']): number | undefined =>
    rows.find((row) => row.network === network && row.width === width && row.height === height)?.medianMs;
  const ours = median('ours');
  const peer = median('magenta-separable');
  return ours === undefined || peer === undefined ? null : ours / peer;
}

export function printTable({ adapter, commit, rows }: Report): void {
  console.log(`${adapter}, commit ${commit}`);
  console.table(
    rows.map(({ network, engine, backend, width, height, medianMs, p95Ms }) => ({
      network,
      engine,
      backend,
      size: `${width} × ${height}`,
      'median ms': Number(medianMs.toFixed(1)),
      'p95 ms': Number(p95Ms.toFixed(1)),
    })),
  );
}

export function writeJson(file: string, report: Report): void {
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
