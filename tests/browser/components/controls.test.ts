import { page, userEvent } from 'vitest/browser';
import { describe, expect, it, vi } from 'vitest';
import { fakeSnapshot } from '../../support/fakes/fake-session';
import { focusedName, mount, pictureFile } from './mount';
import { soon } from '../../support/soon';

describe('styles', () => {
  it('chooses a style by pointer and by arrow keys', async () => {
    const { session } = await mount();
    await page.getByRole('radio', { name: 'Composition VIII' }).click();
    expect(session.lastCall('styles.choose')).toEqual(['gallery-3']);
    await userEvent.keyboard('{ArrowRight}');
    expect(session.lastCall('styles.choose')).toEqual(['gallery-4']);
    await expect.element(page.getByRole('radio', { name: 'Summertime' })).toBeChecked();
    await expect.element(page.getByText('Mary Cassatt')).toBeVisible();
  });

  it('has a radiogroup named Styles with one radio for each style', async () => {
    const { session } = await mount();
    const group = page.getByRole('radiogroup', { name: 'Styles' });
    expect(group.getByRole('radio').elements()).toHaveLength(session.snapshot.styles.length);
  });

  it('removes an own style by button and brings it back by undo', async () => {
    const { session } = await mount({ settings: { ...fakeSnapshot().settings, styleId: 'own-1' } });
    await page.getByRole('button', { name: 'Remove My sketch' }).click();
    expect(session.lastCall('styles.remove')).toEqual(['own-1']);
    await expect.element(page.getByRole('status').getByText('My sketch removed.')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(page.getByRole('radio', { name: 'My sketch' })).toBeChecked();
    await expect.element(page.getByText('My sketch removed.')).not.toBeInTheDocument();
  });

  it('removes an own style by Delete, never a gallery style, and keeps the focus in the group', async () => {
    const { session } = await mount();
    await page.getByRole('radio', { name: 'The Great Wave off Kanagawa' }).click();
    await userEvent.keyboard('{Delete}');
    expect(session.lastCall('styles.remove')).toBeUndefined();
    await page.getByRole('radio', { name: 'My sketch' }).click();
    await userEvent.keyboard('{Delete}');
    expect(session.lastCall('styles.remove')).toEqual(['own-1']);
    await expect.poll(focusedName).toBe('The Great Wave off Kanagawa');
  });

  it('adds a style from the current view and from a file', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'Add a style' }).click();
    await page.getByRole('menuitem', { name: 'From the current view' }).click();
    expect(session.lastCall('styles.addFrame')).toEqual(['Snapshot']);
    await userEvent.upload(page.getByTestId('style-file'), await pictureFile());
    await soon(() => expect(session.lastCall('styles.add')?.[1]).toBe('Sunflowers'));
  });

  it('offers no snapshot while there is nothing to take it from', async () => {
    await mount({ source: { kind: 'idle' }, stage: { ...fakeSnapshot().stage, preview: null } });
    await page.getByRole('button', { name: 'Add a style' }).click();
    await expect.element(page.getByRole('menuitem', { name: 'From a picture file' })).toBeVisible();
    expect(page.getByRole('menuitem').elements()).toHaveLength(1);
  });
});

describe('strength', () => {
  it('follows the keys and says its value in percent', async () => {
    const { session } = await mount();
    const slider = page.getByRole('slider', { name: 'Style strength' });
    await expect.element(slider).toHaveAttribute('aria-valuetext', '80 percent');
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(session.lastCall('styles.setStrength')).toEqual([0.79]);
    await userEvent.keyboard('{Home}');
    expect(session.lastCall('styles.setStrength')).toEqual([0]);
  });
});

describe('shutter', () => {
  const still = { blob: new Blob(['x']), name: 'impasto-great-wave.png', width: 384, height: 512 };

  it('saves a still under its name and shows it', async () => {
    const { session } = await mount();
    session.still = still;
    const names: string[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      names.push(this.download);
    });
    await page.getByRole('button', { name: 'Save still' }).click();
    await expect.element(page.getByText('Still saved')).toBeVisible();
    await expect.element(page.getByText('384 × 512 px, PNG')).toBeVisible();
    expect(names).toEqual(['impasto-great-wave.png']);
    click.mockRestore();
  });

  it('says why when there is no still, and works again afterwards', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'Save still' }).click();
    session.notify({ code: 'no-frame-yet' });
    await expect.element(page.getByText(/no picture to save yet/)).toBeVisible();
    await page.getByRole('button', { name: 'Save still' }).click();
    expect(session.calls.filter(({ name }) => name === 'takeStill')).toHaveLength(2);
  });
});

describe('source', () => {
  it('flips the camera, by button and by F', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'Flip camera' }).click();
    await userEvent.keyboard('f');
    expect(session.calls.filter(({ name }) => name === 'sources.flip')).toHaveLength(2);
  });

  it('lists cameras by name when there is a choice', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'Source' }).click();
    await expect.element(page.getByRole('menuitemradio', { name: 'Front camera' })).toBeChecked();
    await page.getByRole('menuitemradio', { name: 'Back camera' }).click();
    expect(session.lastCall('sources.openCamera')).toEqual(['b']);
  });

  it('offers Camera and a file with one camera, by keyboard too', async () => {
    const { session } = await mount({ cameras: [] });
    const button = page.getByRole('button', { name: 'Source' });
    (button.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(focusedName).toBe('Camera');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(focusedName).toBe('Open video or picture');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(focusedName).toBe('Paint a video file');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(session.lastCall('sources.openCamera')).toEqual([undefined]);
    expect(session.lastCall('takeStill')).toBeUndefined();
  });

  it('opens a chosen file, the same one twice', async () => {
    const { session } = await mount();
    const file = await pictureFile('holiday.png');
    await userEvent.upload(page.getByTestId('content-file'), file);
    await userEvent.upload(page.getByTestId('content-file'), file);
    await soon(() => expect(session.calls.filter(({ name }) => name === 'sources.openFile')).toHaveLength(2));
  });

  it('plays and pauses a video', async () => {
    const video = { kind: 'video', name: 'clip.mp4', playing: true, asleep: false } as const;
    const { session } = await mount({ source: video });
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(session.lastCall('sources.togglePlayback')).toEqual([]);
    session.set({ source: { ...video, playing: false } });
    await expect.element(page.getByRole('button', { name: 'Play' })).toBeVisible();
  });
});

describe('keyboard', () => {
  it('saves with Space, steps through styles with arrows, toggles statistics with S', async () => {
    const { session } = await mount();
    await userEvent.keyboard(' ');
    expect(session.lastCall('takeStill')).toEqual([]);
    await userEvent.keyboard('{ArrowLeft}');
    expect(session.lastCall('styles.choose')).toEqual(['own-1']);
    await userEvent.keyboard('{ArrowLeft}');
    expect(session.lastCall('styles.choose')).toEqual(['gallery-4']);
    await userEvent.keyboard('{ArrowRight}');
    expect(session.lastCall('styles.choose')).toEqual(['own-1']);
    await userEvent.keyboard('s');
    await expect.element(page.getByTestId('stats').getByText('30 fps', { exact: true })).toBeVisible();
    await expect.element(page.getByTestId('stats').getByText('384 × 512')).toBeVisible();
  });

  it('shows the original while C is held, and the painting again when the window loses the keyboard', async () => {
    const { session } = await mount();
    const original = page.getByText('Original', { exact: true });
    await userEvent.keyboard('{c>}');
    await expect.element(original).toBeVisible();
    window.dispatchEvent(new Event('blur'));
    await expect.element(original).not.toBeInTheDocument();
    await userEvent.keyboard('{/c}');
    expect(session.lastCall('takeStill')).toBeUndefined();
  });

  it('leaves a comparison that was switched on by its button alone', async () => {
    await mount();
    const original = page.getByText('Original', { exact: true });
    await page.getByRole('button', { name: 'Show original' }).click();
    await expect.element(original).toBeVisible();
    window.dispatchEvent(new Event('blur'));
    window.dispatchEvent(new KeyboardEvent('keyup', { key: 'c' }));
    await expect
      .element(page.getByRole('button', { name: 'Show original' }))
      .toHaveAttribute('aria-pressed', 'true');
    await expect.element(original).toBeVisible();
  });

  it('leaves keys alone while the settings are open', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('f');
    await page.getByRole('dialog').getByRole('heading', { name: 'Privacy' }).click();
    await userEvent.keyboard(' ');
    expect(session.lastCall('sources.flip')).toBeUndefined();
    expect(session.lastCall('takeStill')).toBeUndefined();
  });
});
