import { page, userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { mount } from './mount';

describe('settings', () => {
  it('shows the backend in use, why others were refused, and overrides it', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await expect.element(dialog.getByText('In use: WebGL')).toBeVisible();
    await expect.element(dialog.getByText('WebGPU: No adapter was found.')).toBeVisible();
    await dialog.getByRole('radio', { name: 'WASM' }).click();
    expect(session.lastCall('settings.change')).toEqual([{ backend: 'wasm' }]);
  });

  it('sets detail, mirror and statistics', async () => {
    const { session } = await mount();
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByRole('radio', { name: '384' }).click();
    expect(session.lastCall('settings.change')).toEqual([{ detail: 384 }]);
    await dialog.getByRole('checkbox', { name: 'Mirror the selfie camera' }).click();
    expect(session.lastCall('settings.change')).toEqual([{ mirrorSelfie: false }]);
    await dialog.getByRole('checkbox', { name: 'Show statistics' }).click();
    expect(session.lastCall('settings.change')).toEqual([{ showStats: true }]);
  });

  it('credits every gallery artwork, links the notice and promises privacy', async () => {
    await mount();
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await expect
      .poll(() => dialog.getByRole('listitem').filter({ hasText: '1760-1849' }).elements())
      .toHaveLength(3);
    await expect
      .element(dialog.getByRole('link', { name: 'Read the notice' }))
      .toHaveAttribute('href', './styles/NOTICE.md');
    await expect.element(dialog.getByText('Nothing is sent.')).toBeInTheDocument();
  });

  it('closes with Escape', async () => {
    await mount();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });
});

describe('notices', () => {
  it('announces errors at once and information politely', async () => {
    const { session } = await mount();
    session.notify({ code: 'style-unreadable', name: 'notes.txt' });
    session.notify({ code: 'style-added', title: 'Sunflowers' });
    await expect.element(page.getByRole('alert').getByText(/notes\.txt cannot be read/)).toBeVisible();
    await expect
      .element(page.getByRole('status').getByText('Sunflowers added to your styles.'))
      .toBeVisible();
  });

  it('keeps at most three and closes on demand', async () => {
    const { session } = await mount();
    for (const title of ['One', 'Two', 'Three', 'Four']) session.notify({ code: 'style-added', title });
    await expect.element(page.getByText('Four added to your styles.')).toBeVisible();
    await expect.element(page.getByText('One added to your styles.')).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Close' }).first().click();
    await expect.element(page.getByText('Two added to your styles.')).not.toBeInTheDocument();
  });

  it('is subscribed once, and no more after it is taken away', async () => {
    const { app, session } = await mount();
    app.remove();
    document.body.append(app);
    session.notify({ code: 'style-added', title: 'Sunflowers' });
    await expect.element(page.getByText('Sunflowers added to your styles.')).toBeVisible();
    app.remove();
    expect(() => session.notify({ code: 'engine-restarted' })).not.toThrow();
  });
});
