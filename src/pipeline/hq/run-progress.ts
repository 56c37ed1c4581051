/** What an iteration changes in what is seen of a run. Pure. */
import type { HqProgress } from '../../workers/hq/hq.client';
import type { HqSnapshot } from '../api/hq-state';

export function afterStep(
  { phase, losses, steppedDown }: HqSnapshot,
  progress: HqProgress,
): Partial<HqSnapshot> {
  // One more may come after the run was called off.
  if (phase.kind !== 'running' && phase.kind !== 'finishing') return {};
  const last = progress.iteration === progress.iterations;
  return {
    losses: [...losses, progress.losses],
    steppedDown: steppedDown || progress.limited,
    phase: last || phase.kind === 'finishing' ? { kind: 'finishing' } : { ...phase, progress },
  };
}
