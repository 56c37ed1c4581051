/** Opening HQ stills: one at a time, also while the first is still opening. What computes them is replaced. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { HqApi } from '../../../../src/pipeline/api/hq-state';
import type { HqSession, openHq } from '../../../../src/pipeline/hq/hq-open';
import { HqOpener } from '../../../../src/pipeline/hq/hq-opener';
import type { HqOpenerDeps } from '../../../../src/pipeline/hq/hq-opener';
import { Activity } from '../../../../src/pipeline/state/activity';

const opening = vi.hoisted(() => ({
  open: vi.fn<(session: unknown) => Promise<unknown>>(),
  kept: false,
}));
vi.mock('../../../../src/pipeline/hq/hq-open', () => ({
  openHq: (...[, session]: Parameters<typeof openHq>) => opening.open(session),
}));
vi.mock('../../../../src/pipeline/hq/hq-resumable', () => ({
  hasKeptRun: () => Promise.resolve(opening.kept),
}));

/** A still whose `close` tells its opener, as the real one does. */
function still(session: HqSession): HqApi {
  return { close: () => session.onClosed() } as unknown as HqApi;
}

function build() {
  const told: string[] = [];
  const activity = new Activity({ begin: () => () => undefined });
  const deps = {
    engine: { running: null },
    live: { renderer: {} },
    settings: { current: {} },
    sources: { current: null },
    choice: { look: null },
    activity,
    notify: ({ code }: { code: string }) => told.push(code),
  };
  return { opener: new HqOpener(deps as unknown as HqOpenerDeps), activity, told };
}

beforeEach(() => {
  opening.kept = false;
  opening.open.mockReset().mockImplementation((session) => Promise.resolve(still(session as HqSession)));
});

test('pressed twice quickly, one still is opened, and closing it lets everything else begin', async () => {
  const { opener, activity, told } = build();
  const [first, second] = await Promise.all([opener.open('frame'), opener.open('frame')]);
  expect([opening.open.mock.calls.length, second, told]).toEqual([1, null, []]);
  expect(activity.current).toBe('hq');
  first?.close();
  expect(activity.current).toBe('live');
});

test.each([
  ['there is no frame', () => Promise.resolve(null), ['no-frame-yet']],
  ['the frame cannot be read', () => Promise.reject(new Error('no')), []],
] as const)('%s: nothing stays blocked', async (_name, open, told) => {
  const made = build();
  opening.open.mockImplementation(open);
  await made.opener.open('frame').catch(() => null);
  expect([made.activity.current, made.told]).toEqual(['live', told]);
});

test.each(['recording', 'converting'] as const)('beside %s it says why not', async (other) => {
  const { opener, activity, told } = build();
  activity.begin(other);
  expect(await opener.open('frame')).toBeNull();
  expect([told, activity.current]).toEqual([['busy'], other]);
});

test('a run that was closed in the middle is offered again', async () => {
  const { opener, told } = build();
  const one = await opener.open('frame');
  opening.kept = true;
  one?.close();
  await vi.waitFor(() => expect(told).toEqual(['hq-waiting']));
});

test('destroyed, it closes what is open', async () => {
  const { opener, activity } = build();
  await opener.open('frame');
  opener.destroy();
  expect(activity.current).toBe('live');
});

test('destroyed while it opens, nothing stays open', async () => {
  const { opener, activity, told } = build();
  const opened = opener.open('frame');
  opener.destroy();
  expect(await opened).toBeNull();
  expect([activity.current, told]).toEqual(['live', []]);
});
