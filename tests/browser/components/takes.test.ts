import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordingState } from '../../../src/pipeline/api/recording-api';
import { readyToConvert } from '../../support/fakes/fake-conversion';
import { fakeTake } from '../../support/fakes/fake-takes';
import { mount } from './mount';
import { violations } from './violations';
import { soon } from '../../support/soon';

const running: RecordingState = {
  kind: 'recording',
  pause: 'none',
  duration: 72.4,
  sizeBytes: 8e6,
  dropped: 3,
  level: 0.1,
  secondsLeft: 140,
};

beforeEach(async () => {
  await page.viewport(390, 844);
});

describe('recording', () => {
  it('starts with its button, shows what it does, pauses and stops', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'Record video' }).click();
    expect(session.recording.calls).toEqual(['start']);
    session.recording.set({ state: running });
    await expect.element(page.getByRole('timer')).toHaveTextContent('1:12');
    await expect.element(page.getByText('3 frames lost')).toBeVisible();
    await expect.element(page.getByText('2 min left')).toBeVisible();
    await page.getByRole('button', { name: 'Pause recording' }).click();
    session.recording.set({ state: { ...running, pause: 'by-hand' } });
    await page.getByRole('button', { name: 'Go on recording' }).click();
    await page.getByRole('button', { name: 'Stop recording' }).click();
    expect(session.recording.calls.slice(1)).toEqual(['pause', 'resume', 'stop']);
  });

  it('takes stills with a press of the shutter, also beside a running recording', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'Save still' }).click();
    session.recording.set({ state: running });
    await page.getByRole('button', { name: 'Save still' }).click();
    await soon(() => expect(session.calls.filter(({ name }) => name === 'takeStill').length).toBe(2));
    expect(session.recording.calls).toEqual([]);
  });

  it('starts and stops with the key R, and switches sound', async () => {
    const { session } = await mount();
    await userEvent.keyboard('r');
    session.recording.set({ state: running });
    await userEvent.keyboard('r');
    session.recording.set({ state: { kind: 'idle' } });
    await page.getByRole('button', { name: 'Record sound' }).click();
    expect(session.recording.calls).toEqual(['start', 'stop', 'setSound']);
    await expect
      .element(page.getByRole('button', { name: 'Record sound' }))
      .toHaveAttribute('aria-pressed', 'true');
  });

  it('says what became of a take', async () => {
    const { session } = await mount();
    session.notifyTake({ code: 'take-saved', take: fakeTake() });
    await expect.element(page.getByText('Saved to your takes')).toBeVisible();
    await expect.element(page.getByText('0:12, 8.4 MB')).toBeVisible();
    session.notifyTake({ code: 'take-ended', reason: 'storage-full' });
    await expect.element(page.getByText(/Storage is nearly full/)).toBeVisible();
  });
});

describe('library', () => {
  it('offers a recording that was cut off, once, by itself', async () => {
    const { session } = await mount();
    session.takes.set({ cutOff: [fakeTake({ id: 'lost' })] });
    const card = page.getByRole('region', { name: 'A recording was cut off' });
    await expect.element(card).toBeVisible();
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByRole('button', { name: 'Discard' }).click();
    expect(session.takes.calls).toEqual([
      { name: 'recover', args: ['lost'] },
      { name: 'discard', args: ['lost'] },
    ]);
    session.takes.set({ saving: new Set(['lost']) });
    await expect.element(card.getByRole('button', { name: 'Saving' })).toBeDisabled();
    await expect.element(card.getByRole('button', { name: 'Discard' })).toBeDisabled();
    session.takes.set({ saving: new Set() });
    await expect.element(card.getByRole('button', { name: 'Save', exact: true })).toBeEnabled();
  });

  it('says so when storage fails: of a take, and of a recording that was cut off', async () => {
    const { session } = await mount();
    session.takes.broken = true;
    session.takes.set({ takes: [fakeTake()], cutOff: [fakeTake({ id: 'lost' })] });
    const unplayable = page.getByText('This take cannot be played here');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.element(unplayable).toBeVisible();
    session.takes.set({ cutOff: [] });
    await page.getByRole('button', { name: /Great Wave/ }).click();
    await expect.element(unplayable).toBeVisible();
  });

  it('renames, saves, shares and deletes', async () => {
    navigator.canShare = () => true;
    const { session } = await mount();
    session.takes.set({ takes: [fakeTake()] });
    await page.getByRole('button', { name: 'Open your takes' }).click();
    await page.getByRole('button', { name: /Great Wave/ }).click();
    await page.getByLabelText('Name').fill('Harbour');
    await userEvent.keyboard('{Enter}');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    expect(session.takes.calls.filter(({ name }) => name !== 'file')).toEqual([
      { name: 'rename', args: ['take-1', 'Harbour'] },
      { name: 'save', args: ['take-1'] },
      { name: 'share', args: ['take-1'] },
      { name: 'remove', args: ['take-1'] },
    ]);
  });
});

describe('what this browser lacks', () => {
  it.each([
    ['no-storage', /keeps no files/],
    ['unsupported', /cannot record video/],
  ] as const)(
    '%s: recording is off and says why, and no video is offered for painting',
    async (support, why) => {
      const { session } = await mount();
      session.recording.set({ support });
      const button = page.getByRole('button', { name: 'Record video' });
      await expect.element(button).toHaveAttribute('aria-disabled', 'true');
      await expect.element(button).toHaveAttribute('aria-description', expect.stringMatching(why) as string);
      await page.getByRole('button', { name: 'Source' }).click();
      await expect.element(page.getByRole('menuitem', { name: 'Open video or picture' })).toBeVisible();
      expect(page.getByRole('menuitem', { name: /Paint/ }).elements()).toEqual([]);
    },
  );

  it('a take is not offered to other apps where files cannot be shared', async () => {
    navigator.canShare = () => false;
    const { session } = await mount();
    session.takes.set({ takes: [fakeTake()] });
    await page.getByRole('button', { name: 'Open your takes' }).click();
    await page.getByRole('button', { name: /Great Wave/ }).click();
    await expect.element(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
    expect(page.getByRole('button', { name: 'Share' }).elements()).toEqual([]);
  });

  it('records where the screen has no orientation to hold', async () => {
    const own = Object.getOwnPropertyDescriptor(Screen.prototype, 'orientation');
    Object.defineProperty(screen, 'orientation', { configurable: true, value: undefined });
    try {
      const { session } = await mount();
      session.recording.set({ state: running });
      await expect.element(page.getByRole('timer')).toHaveTextContent('1:12');
      session.recording.set({ state: { kind: 'idle' } });
      await expect.element(page.getByRole('button', { name: 'Record video' })).toBeVisible();
    } finally {
      Reflect.deleteProperty(screen, 'orientation');
      expect(Object.getOwnPropertyDescriptor(Screen.prototype, 'orientation')).toEqual(own);
    }
  });
});

describe('conversion', () => {
  it('asks what to paint, and does not let Escape throw the work away', async () => {
    const { session } = await mount({
      source: { kind: 'video', name: 'Beach.mov', playing: true, asleep: false },
    });
    await page.getByRole('button', { name: 'Paint this whole video' }).click();
    session.conversion.current.set(readyToConvert);
    await page.getByRole('radio', { name: '640' }).click();
    await page.getByRole('button', { name: 'Paint it' }).click();
    expect(session.conversion.current.calls).toEqual(['open source', 'setOptions {"size":640}', 'start']);
    await page.getByRole('button', { name: 'Add a point' }).click();
    const points = [
      { at: 0, styleId: 'great-wave', strength: 0 },
      { at: 40, styleId: 'great-wave', strength: 1 },
    ] as const;
    expect(session.conversion.current.calls.at(-1)).toBe(
      `setOptions ${JSON.stringify({ keyframes: points })}`,
    );
    session.conversion.current.set({
      ...readyToConvert,
      options: { ...readyToConvert.options, keyframes: points },
    });
    await page.getByLabelText('Style at point 2').selectOptions('Starry Night');
    const changed = [points[0], { ...points[1], styleId: 'starry-night' }];
    expect(session.conversion.current.calls.at(-1)).toBe(
      `setOptions ${JSON.stringify({ keyframes: changed })}`,
    );
    await page.getByRole('button', { name: 'Remove point 1' }).click();
    expect(session.conversion.current.calls.at(-1), 'one point alone is none').toBe(
      'setOptions {"keyframes":[]}',
    );
    session.conversion.current.set({
      kind: 'running',
      name: 'Beach.mov',
      step: 'painting',
      progress: 0.4,
      frames: 480,
      secondsLeft: 70,
    });
    await expect.element(page.getByText('70 s left')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText('480 frames painted')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => session.conversion.current.calls.at(-1)).toBe('cancel');
  });
});

describe('one thing at a time', () => {
  it('a conversion does not begin beside a recording, and says why; it may afterwards', async () => {
    const { session } = await mount({
      source: { kind: 'video', name: 'Beach.mov', playing: true, asleep: false },
    });
    await page.getByRole('button', { name: 'Paint this whole video' }).click();
    session.conversion.current.set(readyToConvert);
    session.set({ activity: 'recording' });
    await expect.element(page.getByText('A recording is under way. Stop it first.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Paint it' })).toBeDisabled();
    session.set({ activity: 'live' });
    await expect.element(page.getByRole('button', { name: 'Paint it' })).toBeEnabled();
  });

  it('an HQ still cannot be opened while a take is started, recorded or saved', async () => {
    const { session } = await mount();
    session.set({ activity: 'recording' });
    await expect.element(page.getByRole('button', { name: 'HQ still' })).toBeDisabled();
  });

  it.each([
    ['recording', /A recording is under way/],
    ['converting', /A video is being painted/],
    ['hq', /An HQ still is open/],
  ] as const)('says what is under way: %s', async (activity, sentence) => {
    const { session } = await mount();
    session.notify({ code: 'busy', activity });
    await expect.element(page.getByText(sentence)).toBeVisible();
  });
});

describe.each([
  ['phone', 390, 844],
  ['desktop', 1440, 900],
])('axe on a %s', (_name, width, height) => {
  beforeEach(async () => {
    await page.viewport(width, height);
  });

  it('finds nothing: recording', async () => {
    const { session } = await mount();
    session.recording.set({ state: running });
    await expect.element(page.getByRole('timer')).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('finds nothing: library with a card, and one take', async () => {
    const { session } = await mount();
    session.takes.set({
      takes: [fakeTake(), fakeTake({ id: 'b', kind: 'still' })],
      cutOff: [fakeTake({ id: 'c' })],
    });
    await expect.element(page.getByRole('dialog', { name: 'Takes' })).toBeVisible();
    expect(await violations()).toEqual([]);
    await page
      .getByRole('button', { name: /Recording/ })
      .first()
      .click();
    expect(await violations()).toEqual([]);
  });

  it('finds nothing: conversion', async () => {
    const { session } = await mount({
      source: { kind: 'video', name: 'a.mp4', playing: true, asleep: false },
    });
    await page.getByRole('button', { name: 'Paint this whole video' }).click();
    const keyframes = [
      { at: 0, styleId: 'great-wave', strength: 0 },
      { at: 40, styleId: 'starry-night', strength: 1 },
    ];
    const moving = { ...readyToConvert, options: { ...readyToConvert.options, keyframes } };
    for (const state of [
      readyToConvert,
      moving,
      { kind: 'refused', name: 'a.mp4', problem: 'cut-off' },
    ] as const) {
      session.conversion.current.set(state);
      await expect.element(page.getByRole('dialog', { name: 'Paint a video' })).toBeVisible();
      expect(await violations()).toEqual([]);
    }
  });
});
