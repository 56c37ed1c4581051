import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Activity } from '../../../../src/pipeline/state/activity';

const names = ['recording', 'converting', 'hq'] as const;

/** An activity, and how many things hold updates of the app back. */
function build() {
  const held = { count: 0 };
  const activity = new Activity({
    begin: () => {
      held.count += 1;
      return () => (held.count -= 1);
    },
  });
  return { activity, held };
}

test.each(names.flatMap((first) => names.map((second) => [first, second] as const)))(
  'while one is under way (%s), no other begins (%s)',
  (first, second) => {
    const { activity, held } = build();
    const end = activity.begin(first);
    expect(end).not.toBeNull();
    expect(activity.begin(second)).toBeNull();
    expect([activity.current, held.count]).toEqual([first, 1]);
    end?.();
    expect([activity.current, held.count]).toEqual(['live', 0]);
    expect(activity.begin(second)).not.toBeNull();
  },
);

test('an end counts once: what has begun since goes on', () => {
  const { activity, held } = build();
  const end = activity.begin('hq');
  end?.();
  activity.begin('recording');
  end?.();
  expect([activity.current, held.count]).toEqual(['recording', 1]);
});

test('the live picture rests for a conversion and an HQ still, not for a recording', () => {
  for (const [name, rests] of [
    ['recording', false],
    ['converting', true],
    ['hq', true],
  ] as const) {
    const { activity } = build();
    activity.begin(name);
    expect(activity.coversLive, name).toBe(rests);
  }
});

test('announces each beginning and each end, whatever the order of presses', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names, 'end' as const), { maxLength: 30 }), (presses) => {
      const { activity, held } = build();
      const changed = vi.fn();
      activity.addEventListener('change', changed);
      let end: (() => void) | null = null;
      let changes = 0;
      for (const press of presses) {
        if (press === 'end') {
          if (end) changes += 1;
          end?.();
          end = null;
        } else {
          const begun = activity.begin(press);
          expect(begun === null).toBe(end !== null);
          if (begun) changes += 1;
          end ??= begun;
        }
        expect(held.count).toBe(activity.current === 'live' ? 0 : 1);
      }
      expect(changed).toHaveBeenCalledTimes(changes);
    }),
  );
});
