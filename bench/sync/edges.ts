/** When a signal that is either high or low turns, and which turns of two recordings of it are the same. Pure. */
import type { Point } from './line-fit';

export interface Level {
  /** s */
  readonly time: number;
  readonly level: number;
}

export interface Edge {
  /** s: the middle between the last sample before and the first after, so that its error has zero mean. */
  readonly time: number;
  readonly rising: boolean;
}

/** Turns of `levels` (sorted by time) through the middle between their low and their high. */
export function edgesOf(levels: readonly Level[]): readonly Edge[] {
  const sorted = levels.map(({ level }) => level).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const middle = (at(0.1) + at(0.9)) / 2;
  return levels.flatMap(({ time, level }, index) => {
    const before = levels[index - 1];
    if (!before || before.level < middle === level < middle) return [];
    return [{ time: (before.time + time) / 2, rising: level >= middle }];
  });
}

/**
 * How much later `recorded` is than `source`, roughly: the shift at which most turns meet their like. The pattern must
 * not repeat within `within`.
 * @param around the guess, s; @param within how far off it may be, s
 * @returns s; `around` when no turn has its like
 */
export function roughShift(
  recorded: readonly Edge[],
  source: readonly Edge[],
  around: number,
  within: number,
): number {
  const candidates = shiftsOf(recorded.slice(0, 6), source, around, within, 'all').map(([, shift]) => shift);
  const misfit = (shift: number): number =>
    recorded.reduce((sum, edge) => {
      const [[, found] = [0, Infinity]] = shiftsOf([edge], source, shift, 0.5);
      return sum + Math.min(0.5, Math.abs(found - shift));
    }, 0);
  const scored = candidates.map((shift) => ({ shift, misfit: misfit(shift) }));
  return scored.sort((a, b) => a.misfit - b.misfit)[0]?.shift ?? around;
}

/**
 * Shifts between two recordings of one signal: for each turn in `recorded` that has its like in `source`, its time in the
 * recording and how much later it is than in the source, s.
 * @param shift about how much later, s; turns further than `tolerance` (s) from there are left out
 * @param which the like that is nearest, or all that are near enough
 */
export function shiftsOf(
  recorded: readonly Edge[],
  source: readonly Edge[],
  shift: number,
  tolerance: number,
  which: 'nearest' | 'all' = 'nearest',
): readonly Point[] {
  return recorded.flatMap(({ time, rising }): readonly Point[] => {
    const near = source
      .filter((edge) => edge.rising === rising)
      .map((edge) => time - edge.time)
      .filter((found) => Math.abs(found - shift) <= tolerance)
      .sort((a, b) => Math.abs(a - shift) - Math.abs(b - shift));
    return near.slice(0, which === 'all' ? undefined : 1).map((found): Point => [time, found]);
  });
}
