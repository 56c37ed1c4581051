import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import type { EngineProblem, SourceProblem } from '../../../src/pipeline/api/session-state';
import { fakeSnapshot } from '../../support/fakes/fake-session';
import { mount } from './mount';
import { soon } from '../../support/soon';

const empty = { ...fakeSnapshot().stage, preview: null, canvas: null, styled: false };

const sourceProblems: Record<SourceProblem, RegExp> = {
  'camera-denied': /camera is blocked/,
  'camera-absent': /No camera found/,
  'camera-busy': /camera is in use/,
  'camera-ended': /camera stopped/,
  'camera-unsupported': /no camera access/,
  'camera-failed': /did not start/,
  'video-unreadable': /video cannot be played/,
  'picture-unreadable': /picture cannot be read/,
  'picture-heic': /HEIC photos/,
  'file-unknown': /neither a picture nor a video/,
};

const engineProblems: Record<EngineProblem, RegExp> = {
  'out-of-memory': /not enough memory/,
  'models-unreachable': /could not be loaded/,
  'models-damaged': /arrived damaged/,
  'no-backend': /cannot paint/,
  'engine-lost': /graphics processor went away/,
  'engine-failed': /Painting stopped/,
};

describe('stage', () => {
  it('places the session’s elements and reports its size', async () => {
    const { session } = await mount();
    const { preview, canvas } = session.snapshot.stage;
    expect(canvas?.isConnected).toBe(true);
    expect(preview?.isConnected).toBe(true);
    expect(preview && getComputedStyle(preview).transform).toBe('matrix(-1, 0, 0, 1, 0, 0)');
    expect(canvas && getComputedStyle(canvas).transform).toBe('none');
    expect(canvas && getComputedStyle(canvas).objectFit).toBe('cover');
    await soon(() =>
      expect(session.lastCall('live.setStageSize')?.every((side) => Number(side) > 0)).toBe(true),
    );
  });

  it('replaces the canvas when the engine does', async () => {
    const { session, app } = await mount();
    const before = session.snapshot.stage.canvas;
    const canvas = document.createElement('canvas');
    session.set({ stage: { ...session.snapshot.stage, canvas } });
    await app.updateComplete;
    await soon(() => expect(canvas.isConnected).toBe(true));
    expect(before?.isConnected).toBe(false);
  });

  it('shows files whole', async () => {
    const { session } = await mount({ stage: { ...fakeSnapshot().stage, fit: 'contain', mirrored: false } });
    const { canvas } = session.snapshot.stage;
    expect(canvas && getComputedStyle(canvas).objectFit).toBe('contain');
  });

  it('shows the original while compare is on', async () => {
    const { session } = await mount();
    const layer = session.snapshot.stage.canvas?.parentElement;
    await page.getByRole('button', { name: 'Show original' }).click();
    await soon(() => expect(layer && getComputedStyle(layer).opacity).toBe('0'));
    await page.getByRole('button', { name: 'Show original' }).click();
    await soon(() => expect(layer && getComputedStyle(layer).opacity).toBe('1'));
  });

  it('shows the original while C is held', async () => {
    await mount();
    await userEvent.keyboard('{c>}');
    await expect.element(page.getByText('Original', { exact: true })).toBeVisible();
    await userEvent.keyboard('{/c}');
    await expect.element(page.getByText('Original', { exact: true })).not.toBeInTheDocument();
  });
});

describe('what is said when there is no picture', () => {
  it('welcomes, and starts the camera', async () => {
    const { session } = await mount({ source: { kind: 'idle' }, stage: empty });
    await page.getByRole('button', { name: 'Start camera' }).click();
    expect(session.lastCall('sources.openCamera')).toEqual([undefined]);
  });

  it('asks to allow the camera while it opens', async () => {
    await mount({ source: { kind: 'opening', what: 'camera' }, stage: empty });
    await expect.element(page.getByText('If your browser asks, allow the camera.')).toBeVisible();
  });

  for (const [problem, sentence] of Object.entries(sourceProblems) as [SourceProblem, RegExp][]) {
    it(`explains ${problem} and offers a way on`, async () => {
      const { session } = await mount({ source: { kind: 'problem', problem, detail: '' }, stage: empty });
      const alert = page.getByRole('alert').filter({ hasText: sentence });
      await expect.element(alert).toBeVisible();
      if (problem.startsWith('camera')) {
        await expect.element(alert.getByRole('button', { name: 'Open video or picture' })).toBeVisible();
        await alert.getByRole('button', { name: 'Try again' }).click();
        expect(session.lastCall('retry')).toEqual([]);
      } else {
        await expect.element(alert.getByRole('button', { name: 'Open another file' })).toBeVisible();
        await alert.getByRole('button', { name: 'Use the camera' }).click();
        expect(session.lastCall('sources.openCamera')).toEqual([undefined]);
      }
    });
  }

  for (const [problem, sentence] of Object.entries(engineProblems) as [EngineProblem, RegExp][]) {
    it(`explains ${problem} and retries`, async () => {
      const { session } = await mount({ engine: { kind: 'failed', problem, detail: 'shader 7' } });
      const alert = page.getByRole('alert').filter({ hasText: sentence });
      await expect.element(alert).toBeVisible();
      await expect.element(alert.getByRole('button', { name: 'Settings' })).toBeVisible();
      await alert.getByText('Details').click();
      await expect.element(alert.getByText('shader 7')).toBeVisible();
      await alert.getByRole('button', { name: 'Try again' }).click();
      expect(session.lastCall('retry')).toEqual([]);
    });
  }

  it('shows the download as a pill over the preview', async () => {
    await mount({ engine: { kind: 'loading', loadedBytes: 1_900_000, totalBytes: 4_600_000 } });
    await expect.element(page.getByText('Loading brushes: 1.9 of 4.6 MB')).toBeVisible();
    await expect.element(page.getByRole('progressbar')).toHaveProperty('value', 1_900_000);
  });
});
