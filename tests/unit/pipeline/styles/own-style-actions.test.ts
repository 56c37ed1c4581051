/** Artworks that are added and taken out while pictures, frames and the database fail. */
import { expect, test } from 'vitest';
import type { Notice } from '../../../../src/pipeline/api/session-state';
import { OwnStyleActions } from '../../../../src/pipeline/styles/own-style-actions';
import type { OwnStyleActionsDeps } from '../../../../src/pipeline/styles/own-style-actions';
import type { Keeping } from '../../../../src/pipeline/library/style-library';
import { abortError } from '../../../../src/shared/async/abort';
import { ImpastoError } from '../../../../src/shared/errors';

const picture = new Blob(['p'], { type: 'image/png' });

interface Failing {
  /** What adding to the library throws. */
  readonly add?: Error;
  readonly keeping?: Keeping;
  /** What the source throws. */
  readonly grab?: Error;
}

function setUp({ add, keeping = 'kept', grab }: Failing = {}) {
  const notices: Notice[] = [];
  const deps = {
    library: {
      add: () => (add ? Promise.reject(add) : Promise.resolve({ id: 'own', keeping })),
      remove: (id: string) =>
        Promise.resolve(id === 'own' ? { title: 'mine', undo: () => Promise.resolve(keeping) } : null),
    },
    sources: { current: { grab: () => (grab ? Promise.reject(grab) : Promise.resolve(null)) } },
    notify: (notice: Notice) => notices.push(notice),
  };
  return { actions: new OwnStyleActions(deps as unknown as OwnStyleActionsDeps), notices };
}

test('a style that is added is told; one that is not kept is told too', async () => {
  const kept = setUp();
  expect(await kept.actions.add(picture, 'mine')).toEqual({ id: 'own' });
  expect(kept.notices).toEqual([{ code: 'style-added', title: 'mine' }]);
  const fleeting = setUp({ keeping: 'this-visit' });
  await fleeting.actions.add(picture, 'mine');
  expect(fleeting.notices.at(-1)).toEqual({ code: 'styles-not-kept' });
  const full = setUp({ keeping: 'storage-full' });
  await full.actions.add(picture, 'mine');
  expect(full.notices.at(-1)).toEqual({ code: 'storage-full' });
});

test.each([
  ['unreadable-picture', 'style-unreadable'],
  ['unreadable-heic', 'style-heic'],
] as const)('a picture that is %s is refused in one sentence', async (error, code) => {
  const { actions, notices } = setUp({ add: new ImpastoError(error, 'no') });
  expect(await actions.add(picture, 'bad')).toBeNull();
  expect(notices).toEqual([{ code, name: 'bad' }]);
});

test('a file that is too large is not even read', async () => {
  const { actions, notices } = setUp({ add: new Error('it was read') });
  const large = { size: 65 * 1024 * 1024, type: 'image/png' } as Blob;
  expect(await actions.add(large, 'large')).toBeNull();
  expect(notices).toEqual([{ code: 'style-too-large', name: 'large' }]);
});

test('what is called off says nothing', async () => {
  const { actions, notices } = setUp({ add: abortError(AbortSignal.abort()) });
  await expect(actions.add(picture, 'late')).rejects.toMatchObject({ name: 'AbortError' });
  expect(notices).toEqual([]);
});

test.each([
  ['has no frame', undefined],
  ['fails', new Error('The camera was pulled out.')],
])('a source that %s gives no style, and says so', async (_name, grab) => {
  const { actions, notices } = setUp(grab ? { grab } : {});
  expect(await actions.addFrame('scene')).toBeNull();
  expect(notices).toEqual([{ code: 'no-frame-yet' }]);
});

test('taking a style back tells when it cannot be kept; what is not there cannot be removed', async () => {
  const { actions, notices } = setUp({ keeping: 'storage-full' });
  expect(await actions.remove('gone')).toBeNull();
  const removed = await actions.remove('own');
  expect(removed?.title).toBe('mine');
  await removed?.undo();
  expect(notices).toEqual([{ code: 'storage-full' }]);
});
