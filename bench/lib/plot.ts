/** The plot of a run: one bar a row, median long, a whisker to the 95th percentile. Logarithmic, in ms. Pure. */
import { labelOf } from './report';
import type { Row } from './report';

/** Colours of the plot; CSS values. */
export interface PlotColours {
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly ours: string;
  readonly peer: string;
}

export const plotColours: PlotColours = {
  ground: '#0f0d0c',
  text: '#f8f3ea',
  muted: '#c3bab0',
  line: '#3a3531',
  ours: '#ff9057',
  peer: '#8a8179',
};

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

/** Three significant digits, e.g. `1.25`, `33.4`, `1250`. */
function short(ms: number): string {
  return ms >= 100 ? String(Math.round(ms)) : ms.toPrecision(3);
}

/** px */
export interface PlotFrame {
  readonly width: number;
  readonly margin: number;
}

/** px */
const rowHeight = 44;
const plotTop = 30;
const plotRight = 56;

/** An SVG document that scales. Rows in the given order; without any, an empty string. */
export function plotOf(
  rows: readonly Row[],
  { width, margin }: PlotFrame = { width: 720, margin: 16 },
  colours: PlotColours = plotColours,
): string {
  if (rows.length === 0) return '';
  const least = 10 ** Math.floor(Math.log10(Math.min(...rows.map(({ medianMs }) => medianMs)) * 0.8));
  const most = Math.max(...rows.map(({ p95Ms }) => p95Ms)) * 1.05;
  const decades = Math.log10(most / least);
  const x = (ms: number): number => (Math.log10(Math.max(ms, least) / least) / decades) * (width - plotRight);
  const height = plotTop + rows.length * rowHeight + 4;
  const ticks: number[] = [];
  for (let tick = least; tick <= most; tick *= 10) ticks.push(tick);
  const grid = ticks.map(
    (tick) =>
      `<line x1="${x(tick)}" x2="${x(tick)}" y1="20" y2="${height}" stroke="${colours.line}"/>` +
      `<text x="${x(tick) + 4}" y="14" fill="${colours.muted}">${Number(tick.toPrecision(1))} ms</text>`,
  );
  const bars = rows.map((row, index) => {
    const y = plotTop + index * rowHeight;
    const end = Math.max(3, x(row.medianMs));
    const whisker = Math.max(end, x(row.p95Ms));
    const colour = row.network === 'ours' ? colours.ours : colours.peer;
    const size = `${row.width}² px`;
    return (
      `<text x="0" y="${y + 13}" fill="${colours.text}">${escaped(labelOf(row))}` +
      `<tspan fill="${colours.muted}" dx="8">${size}</tspan></text>` +
      `<rect x="0" y="${y + 20}" width="${end}" height="14" rx="4" fill="${colour}"/>` +
      `<line x1="${end}" x2="${whisker}" y1="${y + 27}" y2="${y + 27}" stroke="${colour}" stroke-width="2"/>` +
      `<text x="${whisker + 8}" y="${y + 32}" fill="${colours.text}">${short(row.medianMs)}</text>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}" role="img" ` +
    `aria-label="Milliseconds a frame, median and 95th percentile, logarithmic" ` +
    `font-family="system-ui, sans-serif" font-size="13">` +
    `<rect x="${-margin}" y="${-margin}" width="${width + 2 * margin}" height="${height + 2 * margin}" ` +
    `fill="${colours.ground}"/>` +
    `${grid.join('')}${bars.join('')}</svg>`
  );
}
