/** Mounts the interface on a fake session and takes it away after each test. */
import { afterEach } from 'vitest';
import '../../../src/components/app/app';
import '../../../src/components/app/live-extras';
import type { ImpastoApp } from '../../../src/components/app/app';
import type { SessionSnapshot } from '../../../src/pipeline/api/session-state';
import { FakeSession } from '../../support/fakes/fake-session';

afterEach(() => document.body.replaceChildren());

export async function mount(
  change: Partial<SessionSnapshot> = {},
): Promise<{ app: ImpastoApp; session: FakeSession }> {
  const session = new FakeSession(change);
  const app = document.createElement('impasto-app');
  app.session = session;
  document.body.append(app);
  await app.updateComplete;
  return { app, session };
}

/** A 2 × 2 px picture file. */
export async function pictureFile(name = 'Sunflowers.png'): Promise<File> {
  const canvas = new OffscreenCanvas(2, 2);
  canvas.getContext('2d')?.fillRect(0, 0, 2, 2);
  return new File([await canvas.convertToBlob()], name, { type: 'image/png' });
}

/** Name of what has the focus, through all shadow roots: its label, else its text. */
export function focusedName(): string {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? '';
}
