/** Two styles in one picture: by touch, mouse and keyboard, and named for those who see nothing. */
import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import type { SecondPlace } from '../../../src/pipeline/api/two-styles-api';
import { readyToConvert } from '../../support/fakes/fake-conversion';
import { fakeSnapshot } from '../../support/fakes/fake-session';
import type { FakeSession } from '../../support/fakes/fake-session';
import { mount } from './mount';

const base = fakeSnapshot();
const place: SecondPlace = { kind: 'halves', x: 0.5, y: 0.5, angle: 0, size: 0.3 };
const other = { styleId: 'gallery-3', mix: [], strength: 0.5 };
const two = (change: Partial<SecondPlace> = {}) => ({
  settings: { ...base.settings, second: { other, secondInHand: false, place: { ...place, ...change } } },
});

const wave = 'The Great Wave off Kanagawa';
const first = (title: string) => page.getByRole('radio', { name: `First style: ${title}` });
const second = (title: string) => page.getByRole('radio', { name: `Second style: ${title}` });
const kind = (name: string) => page.getByRole('radio', { name, exact: true });
const slider = (name: string) => page.getByRole('slider', { name });
const settingsOf = (session: FakeSession) => session.snapshot.settings;
const placeOf = (session: FakeSession) => settingsOf(session).second?.place;

const near = (value: number): unknown => expect.closeTo(value, 2);

/** The handle around a slider, which takes synthetic pointers: the browser would not capture them. */
function handleOf(name: string): HTMLElement {
  const handle = slider(name).element().closest<HTMLElement>('.handle');
  if (!handle) throw new Error('no handle');
  handle.setPointerCapture = () => undefined;
  handle.hasPointerCapture = () => true;
  return handle;
}

function drag(handle: HTMLElement, to: readonly [x: number, y: number], box: DOMRect): void {
  const [x, y] = to;
  const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
  for (const type of ['pointerdown', 'pointermove'])
    handle.dispatchEvent(new PointerEvent(type, { ...at, pointerId: 1, bubbles: true, composed: true }));
}

describe('two styles', () => {
  it('begin with the key 2 or in the style browser, and end where they began', async () => {
    const { session } = await mount();
    await expect.element(first(wave)).not.toBeInTheDocument();
    await userEvent.keyboard('2');
    await expect.element(second('Composition VIII')).toBeChecked();
    await expect.element(first(wave)).not.toBeChecked();
    await page.getByRole('button', { name: 'One style again' }).click();
    expect(settingsOf(session).second).toBeNull();
    await page.getByRole('button', { name: 'All styles' }).click();
    await page.getByRole('button', { name: 'Two styles' }).click();
    expect(settingsOf(session).second).not.toBeNull();
    await expect.element(page.getByRole('dialog', { name: 'Styles' })).not.toBeInTheDocument();
    await userEvent.keyboard('2');
    expect(settingsOf(session).second).toBeNull();
  });

  it('are chosen and strengthened one at a time, and swapped', async () => {
    const { session } = await mount(two());
    await second('Composition VIII').click();
    expect(settingsOf(session)).toMatchObject({ styleId: 'gallery-3', strength: 0.5 });
    await page.getByRole('radio', { name: 'Summertime', exact: true }).click();
    await expect.element(second('Summertime')).toBeChecked();
    await slider('Style strength').fill('20');
    expect(session.lastCall('styles.setStrength')).toEqual([0.2]);
    await page.getByRole('button', { name: 'Swap the two styles' }).click();
    await expect.element(first('Summertime')).toBeChecked();
    await expect.element(second(wave)).not.toBeChecked();
    await first('Summertime').click();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(second(wave)).toBeChecked();
    expect(settingsOf(session)).toMatchObject({ strength: 0.8 });
  });

  it('meet where the handles say: by dragging', async () => {
    const { session, app } = await mount(two());
    const box = app.shadowRoot?.querySelector('impasto-stage')?.getBoundingClientRect();
    if (!box) throw new Error('no stage');
    const across = 'Between the styles, left to right';
    const centre = handleOf(across);
    expect(centre.checkVisibility({ opacityProperty: true }), 'it is seen').toBe(true);
    drag(centre, [0.25, 0.75], box);
    expect(placeOf(session)).toMatchObject({ x: near(0.25), y: near(0.75) });
    await expect.element(slider(across)).toHaveValue('25');

    drag(handleOf('Direction of the second style'), [0.25, 0.95], box);
    expect(placeOf(session)).toMatchObject({ kind: 'halves', angle: near(0.25), size: 0.3 });
    await kind('Around the first').click();
    drag(handleOf('Size of the first style’s place'), [0.65, 0.75], box);
    // Of the shorter side: the fake picture is 3 by 4.
    expect(placeOf(session)).toMatchObject({ kind: 'round', size: near(0.4) });
    await kind('One runs into the other').click();
    drag(handleOf('Direction of the second style'), [0.05, 0.75], box);
    expect(placeOf(session)).toMatchObject({ angle: near(0.5), size: near(0.4) });
  });

  it('meet where the handles say: by keys, and said', async () => {
    const { session } = await mount(two({ kind: 'wash' }));
    const press = async (name: string, key: string): Promise<void> => {
      (slider(name).element() as HTMLElement).focus();
      await userEvent.keyboard(key);
    };
    await press('Between the styles, left to right', '{ArrowRight}');
    await press('Between the styles, top to bottom', '{Home}');
    await press('Direction of the second style', '{ArrowRight}');
    await press('How far one runs into the other', '{ArrowLeft}');
    expect(placeOf(session)).toMatchObject({
      x: 0.51,
      y: 0,
      angle: near(5 / 360),
      size: near(0.29),
    });
    await expect
      .element(slider('Direction of the second style'))
      .toHaveAttribute('aria-valuetext', '5 degrees');
    expect(session.lastCall('styles.choose'), 'the arrows are the handles’').toBeUndefined();
  });

  it('hide their handles while a take is recorded, and behind the original', async () => {
    const { session } = await mount(two());
    const across = slider('Between the styles, left to right');
    await expect.element(across).toBeInTheDocument();
    session.set({ activity: 'recording' });
    await expect.element(across).not.toBeInTheDocument();
    session.set({ activity: 'live' });
    await expect.element(across).toBeInTheDocument();
    await page.getByRole('button', { name: 'Show original' }).click();
    await expect.element(across).not.toBeInTheDocument();
  });
});

describe('a video file with two styles', () => {
  it.each([
    [null, null],
    [false, 'Only the first style changes: it is the one in hand.'],
    [true, 'Only the second style changes: it is the one in hand.'],
  ])('says which of them points in time change (second in hand: %s)', async (secondInHand, sentence) => {
    const { session } = await mount({
      source: { kind: 'video', name: 'Beach.mov', playing: true, asleep: false },
    });
    const { current } = session.conversion;
    current.palette = { ...current.palette, secondInHand };
    await page.getByRole('button', { name: 'Paint this whole video' }).click();
    current.set(readyToConvert);
    const group = page.getByRole('group', { name: 'Change over time' });
    await expect.element(group).toBeVisible();
    if (sentence === null) await expect.element(page.getByText('the one in hand')).not.toBeInTheDocument();
    else await expect.element(group.getByText(sentence)).toBeVisible();
  });
});
