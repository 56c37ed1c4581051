/** The microphone of a take, with oscillators in place of devices. */
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SoundInput } from '../../../../src/pipeline/takes/sound-input';
import type { SoundBlock } from '../../../../src/workers/record/record.protocol';
import { soon } from '../../../support/soon';

let room: AudioContext;
let input: SoundInput | undefined;
let level: number;
let lost: string[];
let unhandled: unknown[];

const noteUnhandled = (event: PromiseRejectionEvent): void => {
  event.preventDefault();
  unhandled.push(event.reason);
};

// Browsers start audio after a press only.
beforeAll(() => userEvent.click(document.body));
beforeEach(() => {
  room = new AudioContext();
  level = -1;
  lost = [];
  unhandled = [];
  window.addEventListener('unhandledrejection', noteUnhandled);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  input?.destroy();
  input = undefined;
  await room.close();
  window.removeEventListener('unhandledrejection', noteUnhandled);
  expect(unhandled).toEqual([]);
});

/** A microphone in front of a loudspeaker that hums. */
function microphone(hertz = 440): MediaStreamTrack {
  const hum = new OscillatorNode(room, { frequency: hertz });
  const end = room.createMediaStreamDestination();
  hum.connect(end);
  hum.start();
  const [track] = end.stream.getAudioTracks();
  if (!track) throw new Error('no track');
  return track;
}

const open = async (): Promise<SoundInput> =>
  (input = await SoundInput.open({ onLevel: (now) => (level = now), onLost: (why) => lost.push(why) }));

/** How loud `stream` is now, root mean square. */
function listenTo(stream: MediaStream): () => number {
  const analyser = new AnalyserNode(room, { fftSize: 2048 });
  new MediaStreamAudioSourceNode(room, { mediaStream: stream }).connect(analyser);
  return () => {
    const samples = new Float32Array(2048);
    analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  };
}

test('hears what it listens to, and silence when that is nothing', async () => {
  const sound = await open();
  sound.listen(microphone());
  await soon(() => expect(level).toBeGreaterThan(0.3));
  sound.listen(null);
  await soon(() => expect(level).toBe(0));
  expect(lost).toEqual([]);
});

test('a recorder’s stream goes on over another microphone, and over none', async () => {
  const sound = await open();
  const first = microphone();
  sound.listen(first);
  const stream = sound.openStream();
  const loudness = listenTo(stream);
  await soon(() => expect(loudness()).toBeGreaterThan(0.3));
  // As a camera that is closed before the next one opens.
  first.stop();
  sound.listen(null);
  await soon(() => expect(loudness()).toBe(0));
  sound.listen(microphone());
  await soon(() => expect(loudness()).toBeGreaterThan(0.3));
  expect(stream.getAudioTracks().map(({ readyState }) => readyState)).toEqual(['live']);
});

test('a line brings the samples in order; a new one ends the one before', async () => {
  const sound = await open();
  sound.listen(microphone());
  const blocks: [line: number, first: number][] = [];
  const read = (line: number): void => {
    sound.openLine().port.onmessage = ({ data }: MessageEvent<SoundBlock>) =>
      blocks.push([line, data.firstSample]);
  };
  read(1);
  await soon(() => expect(blocks.length).toBeGreaterThan(2));
  read(2);
  await soon(() => expect(blocks.filter(([line]) => line === 2).length).toBeGreaterThan(2));
  const lines = blocks.map(([line]) => line);
  expect(lines).toEqual(lines.toSorted());
  const firsts = blocks.map(([, first]) => first);
  expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
});

test('a microphone that ends by itself is told, once; one that nobody listens to any more is not', async () => {
  const sound = await open();
  const [first, second, third] = [microphone(), microphone(), microphone()];
  for (const track of [first, second, third]) sound.listen(track);
  first.dispatchEvent(new Event('ended'));
  expect(lost).toEqual([]);
  third.dispatchEvent(new Event('ended'));
  third.dispatchEvent(new Event('ended'));
  expect(lost).toEqual(['ended']);
  sound.listen(second);
  sound.destroy();
  second.dispatchEvent(new Event('ended'));
  expect(lost).toEqual(['ended']);
});

test('a microphone that the browser does not connect is told, and the next one is heard', async () => {
  const sound = await open();
  vi.spyOn(AudioContext.prototype, 'createMediaStreamSource').mockImplementationOnce(() => {
    throw new DOMException('another sample rate', 'NotSupportedError');
  });
  sound.listen(microphone());
  expect(lost).toEqual(['refused']);
  sound.listen(microphone());
  await soon(() => expect(level).toBeGreaterThan(0.3));
  expect(lost).toEqual(['refused']);
});

test.each([
  ['the audio thread does not start', 'resume', () => new Promise<void>(() => undefined), 'NotAllowedError'],
  [
    'its context is refused',
    'resume',
    () => Promise.reject(new DOMException('no', 'InvalidStateError')),
    'InvalidStateError',
  ],
] as const)('leaves no context open when %s', async (_what, method, answer, name) => {
  const close = vi.spyOn(AudioContext.prototype, 'close');
  const asked = vi.spyOn(AudioContext.prototype, method);
  asked.mockImplementation(answer);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const refused = expect(open()).rejects.toMatchObject({ name });
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  await vi.advanceTimersByTimeAsync(3000);
  await refused;
  expect(close).toHaveBeenCalledOnce();
});

test('leaves no context open when its part does not load', async () => {
  const close = vi.spyOn(AudioContext.prototype, 'close');
  vi.spyOn(AudioWorklet.prototype, 'addModule').mockRejectedValue(new DOMException('offline', 'AbortError'));
  await expect(open()).rejects.toThrow('offline');
  expect(close).toHaveBeenCalledOnce();
});

test('is closed once, however often that is asked, and says nothing more', async () => {
  const close = vi.spyOn(AudioContext.prototype, 'close');
  const sound = await open();
  sound.listen(microphone());
  sound.destroy();
  sound.destroy();
  sound.listen(null);
  expect(close).toHaveBeenCalledOnce();
});
