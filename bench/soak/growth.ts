/** Whether what was sampled over a run grows: the mean of its last third against that of its middle third. Pure. */
import type { Sample } from './drive-soak';

export interface Growth {
  readonly what: string;
  /** For people: both means. */
  readonly text: string;
  readonly grows: boolean;
}

/** Heaps breathe: so many bytes, or this share of what there was, are no growth. */
const slackBytes = 1.5e6;
const slackShare = 0.05;

const figures = [
  { what: 'page heap', of: (sample: Sample) => sample.pageHeap, bytes: true },
  { what: 'workers’ memory', of: (sample: Sample) => sample.workerMemory, bytes: true },
  { what: 'tensors', of: (sample: Sample) => sample.tensors, bytes: false },
  { what: 'tensors’ bytes', of: (sample: Sample) => sample.tensorBytes, bytes: false },
  { what: 'GPU buffers', of: (sample: Sample) => sample.buffers, bytes: false },
  { what: 'GPU textures', of: (sample: Sample) => sample.textures, bytes: false },
] as const;

/**
 * The first third warms up (each style is read once, each size met once). Counts may differ with the size at hand, so
 * their maxima are compared, without slack; bytes by their means, with some.
 */
export function growthOf(samples: readonly Sample[]): readonly Growth[] {
  const third = Math.floor(samples.length / 3);
  if (third === 0) throw new Error('Three samples at least are needed to tell growth.');
  const middle = samples.slice(third, 2 * third);
  const last = samples.slice(-third);
  return figures.map(({ what, of, bytes }) => {
    const [before, after] = [middle, last].map((part) => {
      const numbers = part.map(of);
      return bytes ? numbers.reduce((sum, number) => sum + number, 0) / numbers.length : Math.max(...numbers);
    }) as [number, number];
    const slack = bytes ? Math.max(slackBytes, before * slackShare) : 0;
    const shown = (number: number): string => (bytes ? `${(number / 1e6).toFixed(2)} MB` : String(number));
    return { what, text: `${shown(before)} → ${shown(after)}`, grows: after > before + slack };
  });
}
