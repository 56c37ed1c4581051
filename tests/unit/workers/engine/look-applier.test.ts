/** What the WGSL engine's plan is told when a look changes, with a plan that only notes it. */
import { expect, test, vi } from 'vitest';
import type { ContentCode } from '../../../../src/workers/engine/common/content-code';
import { LookApplier } from '../../../../src/workers/engine/wgsl/look-applier';
import type { FrameHistory } from '../../../../src/workers/engine/wgsl/frame/frame-history';
import type { NetworkPlan } from '../../../../src/workers/engine/wgsl/network/network-plan';
import type { TwoStylePipelines } from '../../../../src/workers/engine/wgsl/network/two-style-pipelines';
import type { StyleNetworks } from '../../../../src/workers/networks/nets/style-networks';
import { behindPeople } from '../../../../src/workers/networks/pixels/styled-area';
import { normStatisticsLength, styleCodeLength } from '../../../../src/workers/networks/types';
import type {
  FrameSource,
  Look,
  NormStatistics,
  PersonMask,
  SecondStyle,
  StyleMix,
} from '../../../../src/workers/networks/types';

const nowhere = { data: Uint8Array.of(0), width: 1, height: 1 };
const people = (value: number): PersonMask => ({ data: Uint8Array.of(value), width: 1, height: 1 });
const given = (value: number): NormStatistics => new Float32Array(normStatisticsLength).fill(value);
const alone = (value: number): StyleMix => ({
  mix: [{ code: new Float32Array(styleCodeLength).fill(value), weight: 1 }],
  strength: 1,
});

/** The second is behind people. */
function two(first: Partial<Look> = {}, second: Partial<SecondStyle> = {}): Look {
  return { ...alone(1), ...first, second: { ...alone(2), mask: nowhere, behindPeople: true, ...second } };
}

function setUp() {
  const plan = { setModulation: vi.fn(), setNorms: vi.fn(), setMask: vi.fn() };
  const history = { forget: vi.fn() };
  const applier = new LookApplier(
    { gammaBetasFor: () => Promise.resolve([[], []]) } as unknown as StyleNetworks,
    {} as unknown as ContentCode,
    history as unknown as FrameHistory,
    { ready: {} } as unknown as TwoStylePipelines,
  );
  const placement = { width: 16, height: 16, mirror: false };
  const apply = (found: PersonMask): Promise<void> =>
    applier.apply(plan as unknown as NetworkPlan, {} as FrameSource, placement, found);
  return { applier, apply, plan, history };
}

test.each([
  ['live', two(), 'setModulation'],
  ['in a file that is converted', two({ statistics: given(1) }, { statistics: given(2) }), 'setNorms'],
] as const)('people who move move the mask and nothing else, %s', async (_where, look, sets) => {
  const { applier, apply, plan, history } = setUp();
  const found = [100, 128, 150].map(people);
  applier.set(look);
  for (const mask of found) await apply(mask);
  expect(plan.setMask.mock.calls).toEqual(found.map((mask) => [behindPeople(mask)]));
  expect(plan[sets]).toHaveBeenCalledOnce();
  expect(history.forget, 'the picture holds where nothing moves').toHaveBeenCalledOnce();
});

test.each([
  ['statistics of the first', two({ statistics: given(5) }, { statistics: given(2) })],
  ['statistics of the second', two({ statistics: given(1) }, { statistics: given(5) })],
  ['codes', two({ statistics: given(1) }, { ...alone(3), statistics: given(2) })],
])('other %s are set', async (_what, other) => {
  const { applier, apply, plan } = setUp();
  applier.set(two({ statistics: given(1) }, { statistics: given(2) }));
  await apply(people(100));
  applier.set(other);
  await apply(people(100));
  expect(plan.setNorms).toHaveBeenCalledTimes(2);
});
