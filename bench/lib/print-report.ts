/** Puts a report on the terminal and into files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plotOf } from './plot';
import { labelOf } from './report';
import type { Report } from './report';

/** Where the last run's plot and figures lie; ignored by git. */
export const resultsFolder = 'bench/results';

const whole = (value: number): number => Math.round(value * 10) / 10;

export function printReport({ adapter, commit, rows, references, skipped, ratios }: Report): void {
  console.log(`${adapter}, commit ${commit}`);
  console.table(
    Object.fromEntries([
      ...rows.map((row) => [
        `${labelOf(row)} ${row.width}²`,
        {
          'median ms': whole(row.medianMs),
          'p95 ms': whole(row.p95Ms),
          dispatches: whole(row.dispatches),
          submits: whole(row.submits),
          readbacks: whole(row.readbacks),
          buffers: whole(row.buffersCreated),
          MB: whole(row.bytes / 1e6),
          GMAC: Number((row.macs / 1e9).toFixed(3)),
        },
      ]),
      ...references.map(({ name, width, macs }) => [
        `${name} ${width}²`,
        { GMAC: Number((macs / 1e9).toFixed(3)) },
      ]),
    ]) as Record<string, Record<string, number>>,
  );
  for (const { reason, ...contest } of skipped) {
    console.log(`not run: ${labelOf({ ...contest, runtime: 'browser' })}: ${reason}`);
  }
  for (const { name, value, atMost } of ratios) {
    const verdict = atMost === undefined ? '' : ` (at most ${atMost}: ${value <= atMost ? 'yes' : 'NO'})`;
    console.log(`${name} = ${value.toFixed(3)}${verdict}`);
  }
}

export function writeJson(file: string, report: Report): void {
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

/** @returns the plot's path. */
export function writePlot(report: Report): string {
  mkdirSync(resultsFolder, { recursive: true });
  const file = path.join(resultsFolder, 'frame-times.svg');
  writeFileSync(file, plotOf(report.rows));
  return file;
}
