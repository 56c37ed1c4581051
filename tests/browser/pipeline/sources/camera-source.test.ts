/** The camera with streams of a canvas in place of a device: what is asked for, what is told, and that its light goes out. */
import { afterEach, expect, test, vi } from 'vitest';
import { openCamera } from '../../../../src/pipeline/sources/camera-source';
import type { OpenSource, SourceEvents } from '../../../../src/pipeline/sources/frame-source';
import { soon } from '../../../support/soon';

let source: OpenSource | undefined;
/** All tracks that were given away. */
let tracks: MediaStreamTrack[] = [];
let timer: ReturnType<typeof setInterval>;

afterEach(() => {
  source?.destroy();
  source = undefined;
  tracks = [];
  clearInterval(timer);
  vi.restoreAllMocks();
});

/** A camera of 32 × 24 px, with the sound of an oscillator if wanted. */
function stream(sound = false): MediaStream {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 32, height: 24 });
  const context = canvas.getContext('2d');
  let hue = 0;
  timer = setInterval(() => {
    if (!context) return;
    context.fillStyle = `hsl(${(hue += 40)} 80% 50%)`;
    context.fillRect(0, 0, 32, 24);
  }, 30);
  const given = canvas.captureStream(30);
  if (sound) {
    const [track] = new AudioContext().createMediaStreamDestination().stream.getAudioTracks();
    if (track) given.addTrack(track);
  }
  tracks.push(...given.getTracks());
  return given;
}

/** Answers `getUserMedia` in place of the browser; remembers what was asked. */
function answer(give: (asked: MediaStreamConstraints) => MediaStream | Promise<MediaStream>) {
  return vi
    .spyOn(navigator.mediaDevices, 'getUserMedia')
    .mockImplementation((asked = {}) => Promise.resolve(asked).then(give));
}

function listener() {
  const events = { onFrame: vi.fn(), onChange: vi.fn(), onEnded: vi.fn() };
  return events satisfies SourceEvents;
}

const wish = { deviceId: '', facing: 'environment' } as const;
const refuse = (name: string) => () => Promise.reject(new DOMException('no', name));
const live = (): string[] => tracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind);

test('frames come with their size and time, until it is destroyed', async () => {
  answer(() => stream());
  const events = listener();
  source = await openCamera(wish, events);
  await soon(() => expect(events.onFrame.mock.calls.length).toBeGreaterThan(1));
  expect(source.size).toEqual({ width: 32, height: 24 });
  const frame = await source.grab();
  expect(frame).toBeInstanceOf(VideoFrame);
  frame?.close();
  source.destroy();
  const before = events.onFrame.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect([events.onFrame.mock.calls.length, live()]).toEqual([before, []]);
});

test.each([
  ['NotAllowedError', 'camera-denied'],
  ['NotFoundError', 'camera-absent'],
  ['NotReadableError', 'camera-busy'],
  ['TypeError', 'camera-failed'],
])('%s is told as %s', async (name, problem) => {
  answer(refuse(name));
  await expect(openCamera(wish, listener())).rejects.toMatchObject({ name: 'SourceError', problem });
});

test('a remembered camera that is gone gives way to any other', async () => {
  const asked = answer(({ video }) =>
    typeof video === 'object' && 'deviceId' in video
      ? Promise.reject(new DOMException('no', 'OverconstrainedError'))
      : stream(),
  );
  source = await openCamera({ ...wish, deviceId: 'unplugged' }, listener());
  expect(asked).toHaveBeenCalledTimes(2);
  expect(source.state.kind).toBe('camera');
});

test('a microphone that is refused does not cost the picture', async () => {
  answer(({ audio }) =>
    audio ? Promise.reject(new DOMException('no', 'NotAllowedError')) : Promise.resolve(stream()),
  );
  source = await openCamera({ ...wish, sound: true }, listener());
  expect(source.soundTrack).toBeNull();
});

test('sound comes with the picture, and is switched off with it', async () => {
  answer(({ audio }) => stream(Boolean(audio)));
  source = await openCamera({ ...wish, sound: true }, listener());
  expect(source.soundTrack?.kind).toBe('audio');
  source.destroy();
  expect(live()).toEqual([]);
});

test('called off while the browser still asks, the camera that comes is switched off', async () => {
  let allow = (): void => undefined;
  const allowed = new Promise<void>((resolve) => (allow = resolve));
  answer(() => allowed.then(() => stream()));
  const controller = new AbortController();
  const opening = openCamera(wish, listener(), controller.signal);
  controller.abort();
  allow();
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
  expect([tracks.length, live()]).toEqual([1, []]);
});

test('a picture that does not play is told, and the camera switched off', async () => {
  answer(() => stream());
  vi.spyOn(HTMLVideoElement.prototype, 'play').mockRejectedValue(new DOMException('no', 'NotSupportedError'));
  await expect(openCamera(wish, listener())).rejects.toMatchObject({ problem: 'camera-failed' });
  expect(live()).toEqual([]);
});

test('unplugged, it says so; switched off by us, it does not', async () => {
  answer(() => stream());
  const events = listener();
  source = await openCamera(wish, events);
  tracks[0]?.dispatchEvent(new Event('ended'));
  expect(events.onEnded).toHaveBeenCalledExactlyOnceWith('camera-ended', expect.any(String));
  source.destroy();
  tracks[0]?.dispatchEvent(new Event('ended'));
  expect(events.onEnded).toHaveBeenCalledOnce();
});

test('sleeping and waking is told once each, and it plays again', async () => {
  answer(() => stream());
  const events = listener();
  source = await openCamera(wish, events);
  const play = vi.spyOn(HTMLVideoElement.prototype, 'play');
  events.onChange.mockClear();
  for (const asleep of [true, true, false, false]) source.sleep(asleep);
  expect([events.onChange.mock.calls.length, play.mock.calls.length]).toEqual([2, 1]);
});
