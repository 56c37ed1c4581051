/** A recording that was cut off, looked at and saved at the same moment: its file is made whole once, and stays. */
import { expect, test } from 'vitest';
import type { TakeNotice } from '../../../../src/pipeline/api/takes-state';
import { TakeLibrary } from '../../../../src/pipeline/takes/take-library';
import { lockTake, TakeStore } from '../../../../src/pipeline/takes/take-store';
import { RecordClient } from '../../../../src/workers/record/record.client';
import { clockUs } from '../../../../src/workers/rpc/tap.protocol';
import type { TapCredit } from '../../../../src/workers/rpc/tap.protocol';
import { soon } from '../../../support/soon';

const size = { width: 320, height: 240 };

/** Records for `seconds`, then ends the worker as the system would. @returns the name of what it left */
async function cutOff(id: string, seconds: number): Promise<string> {
  const { port1, port2 } = new MessageChannel();
  let credit = 0;
  port1.onmessage = ({ data }: MessageEvent<TapCredit>) => (credit += data.credit);
  const client = new RecordClient({ onEvent: () => undefined, onCrash: () => undefined });
  const fileName = await client.start({ name: id, size, frames: port2, sound: null });
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  for (const end = clockUs() + seconds * 1e6; clockUs() < end;) {
    if (context) context.fillStyle = `hsl(${(clockUs() / 5000) % 360} 80% 50%)`;
    context?.fillRect(0, 0, size.width, size.height);
    if (credit > 0) {
      credit -= 1;
      const frame = new VideoFrame(canvas, { timestamp: clockUs() });
      port1.postMessage({ frame, dropped: 0 }, [frame]);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  client.destroy();
  return fileName;
}

test('is not lost when it is saved while it is still made ready to be looked at', async () => {
  const store = await TakeStore.open();
  if (!store) throw new Error('no storage');
  const id = `take-${crypto.randomUUID()}`;
  const unlock = lockTake(id);
  const fileName = await cutOff(id, 2.5);
  await store.put({
    id,
    kind: 'video',
    name: 'Wave',
    createdAt: Date.now(),
    mimeType: 'video/mp4',
    sizeBytes: 0,
    duration: 0,
    ...size,
    hasSound: false,
    dropped: 0,
    fileName,
    state: 'recording',
    poster: null,
  });
  unlock();
  const told: TakeNotice['code'][] = [];
  const library = new TakeLibrary({
    updates: { begin: () => () => undefined },
    notify: ({ code }) => told.push(code),
  });
  // The browser may take a moment to let go of the dead worker's file.
  await soon(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
    const handle = await folder.getFileHandle(fileName);
    // Refused while the worker's handle is open.
    await (await handle.createWritable({ keepExistingData: true })).abort();
  });
  const [preview] = await Promise.all([library.preview(id), library.recover(id)]);
  expect(preview?.size).toBeGreaterThan(1000);
  expect(told).toEqual(['take-saved']);
  expect(library.snapshot.takes.map((take) => take.id)).toContain(id);
  expect((await library.file(id))?.size).toBeGreaterThan(1000);
  await library.remove(id);
  library.destroy();
});
