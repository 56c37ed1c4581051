/** The style browser and the mixing pad on a fake session. */
import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StylesSnapshot, MixPart } from '../../../src/pipeline/api/styles-api';
import { fakeSnapshot } from '../../support/fakes/fake-session';
import type { FakeSession } from '../../support/fakes/fake-session';
import { mount } from './mount';
import { violations } from './violations';

const base = fakeSnapshot();
const dialog = (): ReturnType<typeof page.getByRole> => page.getByRole('dialog');

async function openStyles(selection: Partial<StylesSnapshot> = {}): Promise<FakeSession> {
  const { session } = await mount({ selection: { ...base.selection, ...selection } });
  await page.getByRole('button', { name: 'All styles' }).click();
  await expect.element(dialog()).toBeVisible();
  return session;
}

const tiles = (): (string | null)[] =>
  dialog()
    .getByRole('listitem')
    .getByRole('button')
    .elements()
    .filter((button) => button.classList.contains('choose'))
    .map((button) => button.getAttribute('aria-label'));

function mixOf(session: FakeSession): Record<string, number> {
  const { mix } = session.snapshot.settings;
  return Object.fromEntries(mix.map(({ id, weight }: MixPart) => [id, Number(weight.toFixed(3))]));
}

beforeEach(async () => {
  await page.viewport(390, 844);
});

describe('style browser', () => {
  it('asks for pictures of the scene while it is open, and for none afterwards', async () => {
    const session = await openStyles();
    await expect.poll(() => session.styles.watched).toEqual(['own-1', 'gallery-2', 'gallery-3', 'gallery-4']);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => session.styles.watched, { timeout: 20_000 }).toEqual([]);
  });

  it('finds by title and artist, whatever the accents, and says when there is nothing', async () => {
    await openStyles();
    const search = page.getByRole('searchbox', { name: 'Search title or artist' });
    await search.fill('hókusai');
    await expect.poll(tiles).toEqual(['The Great Wave off Kanagawa, Katsushika Hokusai']);
    await search.fill('rubens');
    await expect.element(page.getByText('Nothing found for “rubens”')).toBeVisible();
    await page.getByRole('button', { name: 'Show all styles' }).click();
    await expect.poll(() => tiles().length).toBe(4);
  });

  it('keeps favourites, and teaches when there are none', async () => {
    const session = await openStyles();
    await page.getByRole('button', { name: 'Favourites', exact: true }).click();
    await expect.element(page.getByText('No favourites yet')).toBeVisible();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Favourite: Summertime' }).click();
    expect(session.snapshot.selection.favourites).toEqual(['gallery-4']);
    await page.getByRole('button', { name: 'Favourites', exact: true }).click();
    await expect.poll(tiles).toEqual(['Summertime, Mary Cassatt']);
  });

  it('moves a style with Alt and an arrow key, and says where it is now', async () => {
    const session = await openStyles();
    const tile = page.getByRole('button', { name: 'Composition VIII, Wassily Kandinsky' });
    (tile.element() as HTMLElement).focus();
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(session.snapshot.styles.map(({ id }) => id)).toEqual([
      'own-1',
      'gallery-3',
      'gallery-2',
      'gallery-4',
    ]);
    await expect.element(page.getByText('Composition VIII is now number 2.')).toBeVisible();
  });

  it('surprises, and goes back', async () => {
    const session = await openStyles();
    await page.getByRole('button', { name: 'Surprise me' }).click();
    expect(session.snapshot.settings.mix).toHaveLength(2);
    await page.getByRole('button', { name: 'Last look' }).click();
    expect(session.snapshot.settings).toMatchObject({ styleId: 'gallery-2', mix: [] });
  });

  it('has no axe violations', async () => {
    await openStyles({ undoable: true, favourites: ['gallery-3'] });
    await expect.poll(tiles).toHaveLength(4);
    expect(await violations()).toEqual([]);
  });
});

describe('mixing pad', () => {
  async function openMixer(): Promise<FakeSession> {
    const session = await openStyles();
    await page.getByRole('button', { name: 'Mix', exact: true }).click();
    await expect.element(page.getByRole('heading', { name: 'Mix styles' })).toBeVisible();
    return session;
  }

  it('shares the four corners out by where the puck is', async () => {
    const session = await openMixer();
    const field = page.getByTestId('mix-field').element() as HTMLElement;
    field.setPointerCapture = () => undefined;
    field.hasPointerCapture = () => true;
    const { left, top, width, height } = field.getBoundingClientRect();
    const clientX = left + 0.25 * width;
    const clientY = top + 0.5 * height;
    field.dispatchEvent(new PointerEvent('pointerdown', { clientX, clientY, button: 0, pointerId: 1 }));
    // The chosen style lies top left, then those after it: 0.75·0.5, 0.25·0.5, 0.75·0.5, 0.25·0.5.
    expect(mixOf(session)).toEqual({
      'gallery-2': 0.375,
      'gallery-3': 0.125,
      'gallery-4': 0.375,
      'own-1': 0.125,
    });
  });

  it('follows the keys, and says the shares', async () => {
    const session = await openMixer();
    const across = page.getByRole('slider', { name: 'Mix, left to right' });
    (across.element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    expect(mixOf(session)).toMatchObject({ 'gallery-2': 0, 'gallery-3': 1 });
    await expect.element(across).toHaveAttribute('aria-valuetext', 'Composition VIII 100 %');
  });

  it('gives a corner another style, or none', async () => {
    const session = await openMixer();
    await page.getByRole('button', { name: 'Top left: The Great Wave off Kanagawa' }).click();
    await dialog().getByRole('radio', { name: 'My sketch' }).click();
    expect(mixOf(session)['own-1']).toBe(1);
    await page.getByRole('button', { name: /^Top left/ }).click();
    await page.getByRole('button', { name: /^Top right/ }).click();
    await page.getByRole('button', { name: 'Leave empty' }).click();
    await expect.element(page.getByRole('button', { name: 'Top right: empty' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});
