/**
 * What of a mirror's samples grows: the least of the last third against the least of the middle third. What is kept is
 * kept in the least as well; the mean also holds what is on its way out, as an engine's memory after its loss. Pure.
 */
import type { MirrorSample } from './drive-mirror';

/** Heaps breathe, and elements wait for their collection: so much is no growth. */
const figures = [
  { what: 'page heap', of: (sample: MirrorSample) => sample.pageHeap, slack: 1.5e6 },
  { what: 'memory of the processes', of: (sample: MirrorSample) => sample.processes, slack: 60e6 },
  { what: 'nodes', of: (sample: MirrorSample) => sample.nodes, slack: 200 },
  { what: 'listeners', of: (sample: MirrorSample) => sample.listeners, slack: 50 },
] as const;

/** @returns the names of the figures that grow; three samples at least are needed to tell. */
export function grows(samples: readonly MirrorSample[]): readonly string[] {
  const third = Math.floor(samples.length / 3);
  if (third === 0) throw new Error('Three samples at least are needed to tell growth.');
  const least = (part: readonly MirrorSample[], of: (sample: MirrorSample) => number): number =>
    Math.min(...part.map(of));
  return figures.flatMap(({ what, of, slack }) =>
    least(samples.slice(-third), of) > least(samples.slice(third, 2 * third), of) + slack ? [what] : [],
  );
}
