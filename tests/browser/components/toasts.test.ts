import { page } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import type { AppLifecycleApi, AppLifecycleState } from '../../../src/pipeline/api/app-lifecycle-api';
import { mount } from './mount';

/** A page that only says what state it is in. */
class FakePage extends EventTarget implements AppLifecycleApi {
  state: AppLifecycleState = { install: 'possible', update: 'none', offline: 'ready' };
  readonly noteSuccess = (): void => undefined;
  readonly postponeInstall = (): void => undefined;
  readonly install = (): Promise<void> => Promise.resolve();
  readonly update = (): Promise<void> => Promise.resolve();

  set(update: AppLifecycleState['update']): void {
    this.state = { ...this.state, update };
    this.dispatchEvent(new Event('change'));
  }
}

const updateText = 'A new version of Impasto is ready.';

describe('toasts', () => {
  it('shows at most three passing messages, the newest ones', async () => {
    const { session } = await mount();
    for (const title of ['One', 'Two', 'Three', 'Four'])
      session.notify({ code: 'style-removed', title, undo: () => undefined });
    await expect.element(page.getByText('Four removed.')).toBeVisible();
    await expect.element(page.getByText('Two removed.')).toBeVisible();
    await expect.element(page.getByText('One removed.')).not.toBeInTheDocument();
  });

  it('keeps a message that stays until it is answered, however many pass', async () => {
    const { app, session } = await mount();
    const fake = new FakePage();
    app.page = fake;
    fake.set('waiting');
    await expect.element(page.getByText(updateText)).toBeVisible();
    for (const title of ['One', 'Two', 'Three', 'Four'])
      session.notify({ code: 'style-removed', title, undo: () => undefined });
    await expect.element(page.getByText('Four removed.')).toBeVisible();
    await expect.element(page.getByText(updateText)).toBeVisible();
    await expect.element(page.getByText('Three removed.')).toBeVisible();
    await expect.element(page.getByText('Two removed.')).not.toBeInTheDocument();
  });

  it('announces a waiting version again when the app was taken out of the page and put back', async () => {
    const { app } = await mount();
    const fake = new FakePage();
    app.page = fake;
    fake.set('waiting');
    await expect.element(page.getByText(updateText)).toBeVisible();
    app.remove();
    document.body.append(app);
    await app.updateComplete;
    await expect.element(page.getByText(updateText)).toBeVisible();
  });
});
