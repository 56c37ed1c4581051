import { page } from 'vitest/browser';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mount, pictureFile } from './mount';

afterEach(() => vi.unstubAllGlobals());

function transferOf(file: File): DataTransfer {
  const transfer = new DataTransfer();
  transfer.items.add(file);
  return transfer;
}

function drag(type: string, target: Element, file: File): DragEvent {
  const event = new DragEvent(type, {
    dataTransfer: transferOf(file),
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  target.dispatchEvent(event);
  return event;
}

const video = new File(['x'], 'clip.mp4', { type: 'video/mp4' });

describe('dropping', () => {
  it('offers two zones for a picture and uses it as dropped', async () => {
    const { session } = await mount();
    const file = await pictureFile();
    for (const [zone, call] of [
      ['Use as style', 'styles.add'],
      ['Use as picture or video', 'sources.openFile'],
    ] as const) {
      drag('dragenter', document.body, file);
      const label = page.getByText(zone);
      await expect.element(label).toBeVisible();
      expect(drag('dragover', label.element(), file).defaultPrevented).toBe(true);
      expect(drag('drop', label.element(), file).defaultPrevented).toBe(true);
      expect(session.lastCall(call)?.[0]).toBeInstanceOf(File);
      await expect.element(label).not.toBeInTheDocument();
    }
  });

  it('offers only one zone for a video', async () => {
    const { session } = await mount();
    drag('dragenter', document.body, video);
    const label = page.getByText('Use as video');
    await expect.element(label).toBeVisible();
    await expect.element(page.getByText('Use as style')).not.toBeInTheDocument();
    drag('drop', label.element(), video);
    expect(session.lastCall('sources.openFile')).toEqual([video]);
  });

  it('goes away when the drag leaves the window, and ignores drags of text', async () => {
    await mount();
    const file = await pictureFile();
    drag('dragenter', document.body, file);
    await expect.element(page.getByText('Use as style')).toBeVisible();
    drag('dragleave', document.body, file);
    await expect.element(page.getByText('Use as style')).not.toBeInTheDocument();
    const text = new DataTransfer();
    text.setData('text/plain', 'hello');
    document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer: text, bubbles: true }));
    await expect.element(page.getByText('Use as style')).not.toBeInTheDocument();
  });
});

describe('pasting', () => {
  it('asks what a picture should be', async () => {
    const { session } = await mount();
    const paste = async (): Promise<void> => {
      const clipboardData = transferOf(await pictureFile('image.png'));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    };
    await paste();
    await page.getByRole('dialog').getByRole('button', { name: 'Use as style' }).click();
    expect(session.lastCall('styles.add')?.[1]).toBe('Pasted picture');
    await paste();
    await page.getByRole('dialog').getByRole('button', { name: 'Use as picture' }).click();
    expect(session.lastCall('sources.openFile')?.[0]).toBeInstanceOf(File);
  });

  it('does not ask while something covers the picture', async () => {
    const { app, session } = await mount();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    const clipboardData = transferOf(await pictureFile('image.png'));
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    const film = new ClipboardEvent('paste', { clipboardData: transferOf(video), bubbles: true });
    document.body.dispatchEvent(film);
    await app.updateComplete;
    expect(event.defaultPrevented).toBe(false);
    expect(page.getByRole('dialog').elements()).toHaveLength(1);
    expect(session.lastCall('sources.openFile')).toBeUndefined();
  });
});

describe('launching', () => {
  it('asks about one picture after the other when a share comes while a question is open', async () => {
    let launch: ((params: { files: { getFile: () => Promise<File> }[] }) => void) | undefined;
    vi.stubGlobal('launchQueue', { setConsumer: (consumer: typeof launch) => (launch = consumer) });
    const { session } = await mount();
    const files = [await pictureFile('Irises.png'), await pictureFile('Poppies.png')];
    const dialog = page.getByRole('dialog', { name: 'What should this picture be?' });
    const answer = dialog.getByRole('button', { name: 'Use as picture' });
    for (const file of files) launch?.({ files: [{ getFile: () => Promise.resolve(file) }] });
    for (const file of files) {
      await expect.element(answer).toBeVisible();
      await answer.click();
      await expect.poll(() => session.lastCall('sources.openFile')).toEqual([file]);
    }
    await expect.element(dialog).not.toBeInTheDocument();
  });
});
