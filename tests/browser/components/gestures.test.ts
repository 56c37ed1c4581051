/** What fingers do on the picture, and the camera's tools beside it. Pointer events are dispatched as a phone sends them. */
import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImpastoApp } from '../../../src/components/app/app';
import { required } from '../../../src/shared/assert';
import { fakeSnapshot } from '../../support/fakes/fake-session';
import { mount } from './mount';
import { soon } from '../../support/soon';

const base = fakeSnapshot();

function touchArea(app: ImpastoApp): HTMLElement {
  const stage = app.renderRoot.querySelector('impasto-stage');
  return required(stage?.shadowRoot?.querySelector<HTMLElement>('.touch'), 'the picture');
}

function fingers(app: ImpastoApp): (type: string, x: number, y?: number, pointerId?: number) => void {
  const target = touchArea(app);
  // A synthetic pointer cannot be captured.
  target.setPointerCapture = () => undefined;
  return (type, x, y = 300, pointerId = 1) => {
    const init = { pointerId, clientX: x, clientY: y, button: 0, bubbles: true, composed: true };
    target.dispatchEvent(new PointerEvent(type, { ...init, pointerType: 'touch' }));
  };
}

beforeEach(async () => {
  await page.viewport(390, 844);
});

describe('swiping', () => {
  it('mixes the next style in by how far the finger went, and chooses it beyond the threshold', async () => {
    const { app, session } = await mount();
    const finger = fingers(app);
    finger('pointerdown', 300);
    finger('pointermove', 280);
    finger('pointermove', 163.5);
    // 136.5 px of 390 px is half of the 70 % that show nothing but the next style.
    expect(session.styles.previews.at(-1)).toEqual([
      { id: 'gallery-3', weight: expect.closeTo(0.5) as number },
      { id: 'gallery-2', weight: expect.closeTo(0.5) as number },
    ]);
    await app.updateComplete;
    const hint = app.renderRoot.querySelector('impasto-swipe-hint');
    expect(hint?.shadowRoot?.textContent).toContain('Composition VIII');
    finger('pointerup', 163.5);
    expect(session.lastCall('styles.choose')).toEqual(['gallery-3']);
  });

  it('goes to the style before when swiped to the right', async () => {
    const { app, session } = await mount();
    const finger = fingers(app);
    finger('pointerdown', 60);
    finger('pointermove', 90);
    finger('pointermove', 330);
    finger('pointerup', 330);
    expect(session.lastCall('styles.choose')).toEqual(['own-1']);
  });

  it('gives the look back when the finger returns, or the system takes it away', async () => {
    const { app, session } = await mount();
    const finger = fingers(app);
    finger('pointerdown', 300);
    finger('pointermove', 200);
    await new Promise((resolve) => setTimeout(resolve, 120));
    finger('pointermove', 295);
    finger('pointerup', 295);
    expect(session.styles.previews.at(-1)).toBeNull();
    finger('pointerdown', 300);
    finger('pointermove', 100);
    finger('pointercancel', 100);
    expect(session.styles.previews.at(-1)).toBeNull();
    expect(session.lastCall('styles.choose')).toBeUndefined();
  });

  it('leaves a finger alone that moves up', async () => {
    const { app, session } = await mount();
    const finger = fingers(app);
    finger('pointerdown', 300, 500);
    finger('pointermove', 290, 300);
    finger('pointerup', 290, 300);
    expect(session.styles.previews).toEqual([]);
  });
});

describe('zoom and flip', () => {
  it('zooms with two fingers and back by a button', async () => {
    const { app, session } = await mount();
    const finger = fingers(app);
    finger('pointerdown', 150, 300, 1);
    finger('pointerdown', 250, 300, 2);
    finger('pointermove', 350, 300, 2);
    expect(session.snapshot.cameraControls.zoom).toBeCloseTo(2);
    finger('pointerup', 350, 300, 2);
    finger('pointerup', 150, 300, 1);
    await page.getByRole('button', { name: /Zoom 2.0×/ }).click();
    expect(session.snapshot.cameraControls.zoom).toBe(1);
    expect(session.styles.previews).toEqual([]);
  });

  it('flips the camera by a double tap, not by one', async () => {
    const { app, session } = await mount();
    const finger = fingers(app);
    finger('pointerdown', 200);
    finger('pointerup', 200);
    expect(session.lastCall('sources.flip')).toBeUndefined();
    finger('pointerdown', 204);
    finger('pointerup', 204);
    expect(session.lastCall('sources.flip')).toEqual([]);
  });

  it('shows the original while it is pressed', async () => {
    const { app } = await mount();
    const finger = fingers(app);
    finger('pointerdown', 200);
    await expect.element(page.getByText('Original', { exact: true })).toBeVisible();
    finger('pointerup', 200);
    await expect.element(page.getByText('Original', { exact: true })).not.toBeInTheDocument();
  });
});

describe('tools', () => {
  it('steps through the timer and the shapes; a shaped picture reports its own size', async () => {
    const { app, session } = await mount();
    await page.getByRole('button', { name: 'Timer: off' }).click();
    await expect.element(page.getByRole('button', { name: 'Timer: 3 seconds' })).toBeVisible();
    await page.getByRole('button', { name: 'Shape: full screen' }).click();
    expect(session.snapshot.settings).toMatchObject({ timer: 3, aspect: '1:1' });
    await soon(() => {
      const [width, height] = session.lastCall('live.setStageSize') ?? [];
      expect(width).toBe(height);
    });
    expect(touchArea(app).getBoundingClientRect().width).toBeLessThanOrEqual(390);
  });

  it('counts down before the still, and the shutter calls it off', async () => {
    const { session } = await mount({ settings: { ...base.settings, timer: 3 } });
    const shutter = page.getByRole('button', { name: 'Save still' });
    await shutter.click();
    await expect.element(page.getByText('3 seconds left')).toBeInTheDocument();
    await shutter.click();
    await expect.element(page.getByText(/seconds left/)).not.toBeInTheDocument();
    expect(session.lastCall('takeStill')).toBeUndefined();
    await shutter.click();
    await soon(() => expect(session.lastCall('takeStill')).toEqual([]));
  });

  it('has a light only where the camera has one', async () => {
    const { session } = await mount();
    expect(page.getByRole('button', { name: 'Light' }).elements()).toHaveLength(0);
    session.set({ cameraControls: { ...base.cameraControls, torch: false } });
    await page.getByRole('button', { name: 'Light' }).click();
    expect(session.snapshot.cameraControls.torch).toBe(true);
    await expect.element(page.getByRole('button', { name: 'Light' })).toHaveAttribute('aria-pressed', 'true');
  });

  it('keeps grid and mirror in a menu that says their state', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'More tools' }).click();
    await expect.element(page.getByRole('menuitemcheckbox', { name: /Mirror/ })).toBeChecked();
    await userEvent.keyboard('{Enter}');
    expect(session.snapshot.settings.grid).toBe(true);
  });
});
