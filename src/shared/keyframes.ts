/** Automation of a look over time: keyframes, and how the time between two of them passes. Pure. */

/** What a file shall look like at a moment. */
export interface Keyframe {
  /** s from the beginning of the file. */
  readonly at: number;
  readonly styleId: string;
  /** 0..1 */
  readonly strength: number;
}

/** As many as a person can keep apart in a list. */
export const mostKeyframes = 8;

/** `3t² − 2t³`, slow at both ends (`smoothstep` of the OpenGL Shading Language, section 8.3). @param t 0..1 */
export function smoothstep(t: number): number {
  return t * t * (3 - 2 * t);
}

/** Where a moment lies: between `times[index]` and the next, at the eased share of the way, 0..1. */
export interface Moment {
  readonly index: number;
  readonly share: number;
}

/** @param times ascending, at least one, s; before the first and behind the last nothing changes. */
export function momentOf(times: readonly number[], time: number): Moment {
  const next = times.findIndex((at) => at > time);
  if (next === 0) return { index: 0, share: 0 };
  if (next < 0) return { index: times.length - 1, share: 0 };
  const [from, to] = [Number(times[next - 1]), Number(times[next])];
  return { index: next - 1, share: smoothstep((time - from) / (to - from)) };
}

/** In order of time, inside the file, none at the moment of another, not too many. @param duration s */
export function orderedKeyframes(keyframes: readonly Keyframe[], duration: number): Keyframe[] {
  const inside = keyframes
    .map((key) => ({
      ...key,
      at: Math.min(duration, Math.max(0, key.at)),
      strength: Math.min(1, Math.max(0, key.strength)),
    }))
    .sort((a, b) => a.at - b.at);
  return inside
    .filter(({ at }, index) => index === 0 || at > Number(inside[index - 1]?.at))
    .slice(0, mostKeyframes);
}
