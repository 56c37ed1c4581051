/** A video file as a source, in every order of opening, pausing, sleeping and ending. */
import { afterEach, expect, test, vi } from 'vitest';
import type { SourceEvents } from '../../../../src/pipeline/sources/frame-source';
import { openVideo } from '../../../../src/pipeline/sources/video-source';
import type { VideoSource } from '../../../../src/pipeline/sources/video-source';
import { soon } from '../../../support/soon';

let source: VideoSource | undefined;
afterEach(() => {
  source?.destroy();
  source = undefined;
  vi.restoreAllMocks();
});

const clip = async (): Promise<File> =>
  new File([await (await fetch('/tests/fixtures/clip.webm')).blob()], 'clip.webm', { type: 'video/webm' });

function listener() {
  const events = { onFrame: vi.fn(), onChange: vi.fn(), onEnded: vi.fn() };
  return events satisfies SourceEvents;
}

test('it plays, gives frames, and loops', async () => {
  const events = listener();
  source = await openVideo(await clip(), events);
  expect([source.moving, source.preview.loop, source.size]).toEqual([
    true,
    true,
    { width: 320, height: 240 },
  ]);
  await soon(() => expect(events.onFrame.mock.calls.length).toBeGreaterThan(2));
  const frame = await source.grab();
  expect(frame).toBeInstanceOf(VideoFrame);
  frame?.close();
});

test('what is no video is refused, and its address given back', async () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  const file = new File([new Uint8Array(1000)], 'broken.mp4', { type: 'video/mp4' });
  await expect(openVideo(file, listener())).rejects.toMatchObject({ problem: 'video-unreadable' });
  expect(revoked).toHaveBeenCalledOnce();
});

test('called off while it loads, nothing stays open and nothing is told', async () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  const events = listener();
  const controller = new AbortController();
  const opening = openVideo(await clip(), events, controller.signal);
  controller.abort();
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
  expect(revoked).toHaveBeenCalledOnce();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(events.onEnded).not.toHaveBeenCalled();
});

test('paused by the person, it stays paused through sleep; its picture can be drawn anew', async () => {
  const events = listener();
  source = await openVideo(await clip(), events);
  source.togglePlayback();
  expect([source.moving, source.preview.paused]).toEqual([false, true]);
  source.sleep(true);
  source.sleep(false);
  expect(source.preview.paused).toBe(true);
  expect(source.state).toMatchObject({ playing: false, asleep: false });
  const [first, second] = [await source.grab(), await source.grab()];
  expect((second as VideoFrame).timestamp).toBeGreaterThan((first as VideoFrame).timestamp);
  first?.close();
  second?.close();
  source.togglePlayback();
  await soon(() => expect(source?.preview.paused).toBe(false));
});

test('where the browser does not let it play, it is paused and shows its first picture', async () => {
  vi.spyOn(HTMLVideoElement.prototype, 'play').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  const events = listener();
  source = await openVideo(await clip(), events);
  expect(source.state).toMatchObject({ playing: false });
  expect(events.onFrame).toHaveBeenCalled();
});

test('ended, it frees the file and tells nothing more', async () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  const events = listener();
  source = await openVideo(await clip(), events);
  source.destroy();
  const before = events.onFrame.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([revoked.mock.calls.length, events.onFrame.mock.calls.length]).toEqual([1, before]);
});
