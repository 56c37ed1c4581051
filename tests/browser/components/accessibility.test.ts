import { page } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionSnapshot } from '../../../src/pipeline/session-state';
import { drawnCanvas, fakeSnapshot } from '../../support/fake-session';
import { mount, pictureFile } from './mount';
import { violations } from './violations';

const base = fakeSnapshot();
const empty = { ...base.stage, preview: null, canvas: null, styled: false };
/** The worst picture behind controls. */
const white = { ...base.stage, canvas: drawnCanvas('#fff', '#fff') };

const states: Record<string, Partial<SessionSnapshot>> = {
  live: { settings: { ...base.settings, showStats: true } },
  'over a white picture': { stage: white, settings: { ...base.settings, showStats: true } },
  'split view': { stage: white, settings: { ...base.settings, splitView: true } },
  idle: { source: { kind: 'idle' }, stage: empty },
  opening: { source: { kind: 'opening', what: 'camera' }, stage: empty },
  loading: { engine: { kind: 'loading', loadedBytes: 1e6, totalBytes: 4e6 } },
  'camera problem': { source: { kind: 'problem', problem: 'camera-busy', detail: '' }, stage: empty },
  'engine problem': { engine: { kind: 'failed', problem: 'no-backend', detail: '' }, stage: white },
  'own style': { settings: { ...base.settings, styleId: 'own-1' }, encodingStyleId: 'own-1' },
};

describe.each([
  ['phone', 390, 844],
  ['desktop', 1440, 900],
])('axe on a %s', (_name, width, height) => {
  beforeEach(async () => {
    await page.viewport(width, height);
  });

  for (const [name, change] of Object.entries(states)) {
    it(`finds nothing: ${name}`, async () => {
      await mount(change);
      expect(await violations()).toEqual([]);
    });
  }

  it('finds nothing: settings', async () => {
    await mount();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('finds nothing: menu, toasts', async () => {
    const { session } = await mount();
    session.notify({ code: 'style-removed', title: 'My sketch', undo: () => undefined });
    session.notify({ code: 'storage-full' });
    await page.getByRole('button', { name: 'Source' }).click();
    expect(await violations()).toEqual([]);
  });

  it('finds nothing: pasting', async () => {
    await mount();
    const clipboardData = new DataTransfer();
    clipboardData.items.add(await pictureFile());
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('has targets of 44 px, and nothing sticks out', async () => {
    const { app } = await mount({ settings: { ...base.settings, styleId: 'own-1' } });
    for (const button of page.getByRole('button').elements()) {
      if (button.classList.contains('remove')) continue; // Its ::after is 44 px.
      const { width: w, height: h, right, left } = button.getBoundingClientRect();
      expect(Math.min(w, h), button.outerHTML).toBeGreaterThanOrEqual(44);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
    }
    expect(app.scrollWidth).toBeLessThanOrEqual(width);
  });
});
