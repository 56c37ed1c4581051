import { page } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionSnapshot } from '../../../src/pipeline/api/session-state';
import { drawnCanvas, fakeSnapshot } from '../../support/fakes/fake-session';
import '../../../src/components/two/brush';
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
  'two styles': {
    stage: white,
    settings: {
      ...base.settings,
      second: {
        other: { styleId: 'gallery-3', mix: [], strength: 1 },
        secondInHand: false,
        place: { kind: 'wash', x: 0.5, y: 0.4, angle: 0.1, size: 0.4 },
      },
    },
  },
  'a second style painted by hand': {
    stage: white,
    settings: {
      ...base.settings,
      second: {
        other: { styleId: 'gallery-3', mix: [], strength: 1 },
        secondInHand: true,
        place: { kind: 'brush', x: 0.5, y: 0.5, angle: 0, size: 0.4 },
      },
    },
  },
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

describe('other ways to read', () => {
  afterEach(() => {
    document.documentElement.removeAttribute('dir');
    document.documentElement.style.fontSize = '';
  });

  /** Buttons that stick out of the window, by name. */
  function cutOff(width: number, height: number): string[] {
    return page
      .getByRole('button')
      .elements()
      .filter((button) => {
        const { left, right, top, bottom } = button.getBoundingClientRect();
        return left < -0.5 || right > width + 0.5 || top < -0.5 || bottom > height + 0.5;
      })
      .map((button) => button.getAttribute('aria-label') ?? button.textContent.trim());
  }

  it.each([
    ['phone', 390, 844],
    ['desktop', 1440, 900],
  ])('from right to left, on a %s', async (_name, width, height) => {
    await page.viewport(width, height);
    document.documentElement.dir = 'rtl';
    const { app } = await mount({ settings: { ...base.settings, timer: 3 } });
    expect(cutOff(width, height)).toEqual([]);
    const rail = app.renderRoot.querySelector('impasto-stage impasto-tool-rail');
    // At the end of the line: on the left, or left of the side panel's mirror.
    const { left = Infinity } = rail?.getBoundingClientRect() ?? {};
    expect(left).toBeLessThan(width / 2);
    expect(await violations()).toEqual([]);
  });

  it('with letters of twice the size', async () => {
    await page.viewport(390, 844);
    document.documentElement.style.fontSize = '32px';
    const { app } = await mount();
    expect(cutOff(390, 844)).toEqual([]);
    expect(app.scrollWidth).toBeLessThanOrEqual(390);
  });

  it('at 200 % zoom on a desktop', async () => {
    await page.viewport(720, 450);
    await mount();
    expect(cutOff(720, 450)).toEqual([]);
    expect(await violations()).toEqual([]);
  });
});
