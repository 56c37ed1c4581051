/** Painting where the second style is: by pointer, pen and keys, with tools, steps back and a way to start anew. */
import { page, userEvent } from 'vitest/browser';
import { expect, it } from 'vitest';
import { fakeSnapshot } from '../../support/fakes/fake-session';
import type { FakeSession } from '../../support/fakes/fake-session';
import { mount } from './mount';

const base = fakeSnapshot();
const place = { kind: 'brush', x: 0.5, y: 0.5, angle: 0, size: 0.3 } as const;
const other = { styleId: 'gallery-3', mix: [], strength: 1 };
const painting = { settings: { ...base.settings, second: { other, secondInHand: true, place } } };

const surface = page.getByRole('application', { name: 'Brush: arrow keys move it, the space bar paints' });
const button = (name: string) => page.getByRole('button', { name });
const tool = (name: string) => page.getByRole('radio', { name });

/** The second style's share at shares of the picture, 0..255. */
function shareAt(session: FakeSession, x: number, y: number): number {
  const { data, width, height } = session.styles.brush.mask;
  return Number(data[Math.floor(y * height) * width + Math.floor(x * width)]);
}

/** The surface takes synthetic pointers: the browser would not capture them. */
async function pointer(type: string, x: number, y: number, more: PointerEventInit = {}): Promise<void> {
  await expect.element(surface).toBeVisible();
  const element = surface.element() as HTMLElement;
  element.setPointerCapture = () => undefined;
  element.hasPointerCapture = () => true;
  const { left, top, width, height } = element.getBoundingClientRect();
  const at = { clientX: left + x * width, clientY: top + y * height };
  element.dispatchEvent(
    new PointerEvent(type, { ...at, pointerId: 1, isPrimary: true, bubbles: true, composed: true, ...more }),
  );
}

async function stroke(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await pointer('pointerdown', ...from);
  await pointer('pointermove', ...to);
  await pointer('pointerup', ...to);
}

it('is chosen in the bar, says what to do, paints, erases, goes back and clears', async () => {
  const halves = { ...painting.settings.second, place: { ...place, kind: 'halves' as const } };
  const { session } = await mount({ settings: { ...base.settings, second: halves } });
  (page.getByRole('radio', { name: 'Painted by hand' }).element() as HTMLElement).click();
  const hint = page.getByText('Paint on the picture where the second style shall be.');
  await expect.element(hint).toBeVisible();
  await expect.element(button('Take the last stroke back')).toBeDisabled();
  await expect.element(button('Clear all that is painted')).toBeDisabled();

  await stroke([0.3, 0.5], [0.7, 0.5]);
  expect([shareAt(session, 0.5, 0.5), shareAt(session, 0.5, 0.1)]).toEqual([255, 0]);
  await expect.element(hint).not.toBeInTheDocument();

  (tool('Erase it').element() as HTMLElement).click();
  await stroke([0.5, 0.5], [0.5, 0.5]);
  expect(shareAt(session, 0.5, 0.5)).toBe(0);
  await button('Take the last stroke back').click();
  expect(shareAt(session, 0.5, 0.5)).toBe(255);
  await button('Clear all that is painted').click();
  await expect.element(hint).toBeVisible();
  await button('Take the last stroke back').click();
  expect(shareAt(session, 0.5, 0.5)).toBe(255);
});

it('is as wide as the slider says, and as strong as a pen is pressed', async () => {
  const { session } = await mount(painting);
  await expect.element(surface).toBeVisible();
  await page.getByRole('slider', { name: 'Size of the brush' }).fill('40');
  await pointer('pointerdown', 0.5, 0.5, { pointerType: 'pen', pressure: 0.5 });
  expect(shareAt(session, 0.5, 0.5)).toBe(128);
  expect(shareAt(session, 0.6, 0.5)).toBe(128);
});

it('a second finger draws nothing, and no stroke is taken for a swipe', async () => {
  const { session } = await mount(painting);
  await pointer('pointerdown', 0.2, 0.5);
  await pointer('pointerdown', 0.8, 0.8, { pointerId: 2, isPrimary: false });
  await pointer('pointermove', 0.6, 0.5);
  expect([shareAt(session, 0.4, 0.5), shareAt(session, 0.8, 0.8)]).toEqual([255, 0]);
  expect(session.styles.previews).toEqual([]);
});

it('is moved by the arrow keys and paints while the space bar is held', async () => {
  const { session } = await mount(painting);
  await expect.element(surface).toBeVisible();
  (surface.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowLeft}{Shift>}{ArrowUp}{/Shift}');
  expect(session.styles.two.brush.empty).toBe(true);
  await userEvent.keyboard('{ >}{Shift>}{ArrowRight}{ArrowRight}{/Shift}{/ }');
  for (const x of [0.48, 0.58, 0.68]) expect(shareAt(session, x, 0.4)).toBe(255);
  await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
  expect(shareAt(session, 0.68, 0.55), 'the stroke is over').toBe(0);
  expect(session.lastCall('takeStill'), 'the app’s own keys rest').toBeUndefined();
});

it('is away while the original is shown and while a take is recorded', async () => {
  const { session } = await mount(painting);
  await expect.element(surface).toBeVisible();
  session.set({ activity: 'recording' });
  await expect.element(surface).not.toBeInTheDocument();
});
