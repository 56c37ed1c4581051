/**
 * Records with the browser's `MediaRecorder` (MediaStream Recording spec) where WebCodecs is missing. The picture goes
 * through a canvas of our own, because a recorder cannot follow when the engine's canvas is replaced. Owns the recorder,
 * the stream's picture track and the worker that writes.
 */
import { throwIfAborted, withinTime } from '../../shared/async/abort';
import { ImpastoError } from '../../shared/errors';
import { RecordClient, takeBitrate } from '../../workers/record/record.client';
import type { FinishedTake } from '../../workers/record/record.client';
import type { TakeMaker, TakeOrder } from './take-maker';

/** Pieces are handed over this often, ms: what a killed tab loses. */
const pieceMs = 500;

/** Longest wait for a recorder's last piece, ms. */
const longestStopMs = 5000;

const types = [
  'video/mp4;codecs=avc1.42E01F,mp4a.40.2',
  'video/mp4',
  'video/webm;codecs=vp9,opus',
  'video/webm',
];

/** False where there is no way to record at all. */
export function canRecordStreams(): boolean {
  return (
    'MediaRecorder' in globalThis &&
    'captureStream' in HTMLCanvasElement.prototype &&
    types.some((type) => MediaRecorder.isTypeSupported(type))
  );
}

/** @throws ImpastoError `unsupported`, `storage`. */
export async function makeStreamTake(order: TakeOrder, signal?: AbortSignal): Promise<TakeMaker> {
  const { name, size, sound, listener } = order;
  let { engine } = order;
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d', { alpha: false });
  if (mimeType === undefined || !context) {
    throw new ImpastoError('unsupported', 'This browser cannot record video.');
  }
  const draw = (): void => {
    const from = engine.canvas;
    // As `object-fit: cover`: the picture may change its shape in the middle of a take.
    const scale = Math.max(size.width / from.width, size.height / from.height);
    const [width, height] = [from.width * scale, from.height * scale];
    context.drawImage(from, (size.width - width) / 2, (size.height - height) / 2, width, height);
  };
  draw();
  const stream = canvas.captureStream();
  for (const track of sound?.openStream().getAudioTracks() ?? []) stream.addTrack(track);
  const fileName = `${name}.part.${mimeType.startsWith('video/mp4') ? 'mp4' : 'webm'}`;
  const client = new RecordClient(listener);
  let recorder: MediaRecorder;
  try {
    recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: takeBitrate(size) });
    await client.startAppending(fileName, signal);
    recorder.start(pieceMs);
  } catch (error) {
    client.destroy();
    for (const track of stream.getVideoTracks()) track.stop();
    throw error;
  }

  let writing: Promise<void> = Promise.resolve();
  let sizeBytes = 0;
  let pausedAt: number | null = null;
  let paused = 0;
  let broken = false;
  let gap = false;
  let stopping = false;
  const fail = (message: string): void => {
    if (!broken) listener.onEvent({ kind: 'failed', full: false, message });
    broken = true;
  };
  const startedAt = performance.now();
  recorder.ondataavailable = ({ data }) => {
    sizeBytes += data.size;
    writing = writing.then(async () => {
      try {
        const bytes = await data.arrayBuffer();
        // After a gap nothing can be played.
        if (!gap) client.append(bytes);
      } catch {
        gap = true;
        fail('A piece of the recording cannot be read.');
      }
    });
  };
  recorder.onerror = () => fail('The browser stopped recording.');
  // Comes after the last piece, also when nobody asked for it.
  const stopped = new Promise<void>((resolve) => {
    recorder.onstop = () => {
      resolve();
      if (!stopping) fail('The browser stopped recording.');
    };
  });
  const progress = setInterval(() => {
    const duration = ((pausedAt ?? performance.now()) - startedAt - paused) / 1000;
    listener.onEvent({ kind: 'progress', duration, sizeBytes, dropped: 0 });
  }, 200);
  const release = (): void => {
    clearInterval(progress);
    for (const track of stream.getVideoTracks()) track.stop();
  };

  return {
    fileName,
    attach: (next) => {
      engine = next;
    },
    drawn: draw,
    pause: () => {
      pausedAt ??= performance.now();
      if (recorder.state === 'recording') recorder.pause();
    },
    resume: () => {
      paused += pausedAt === null ? 0 : performance.now() - pausedAt;
      pausedAt = null;
      if (recorder.state === 'paused') recorder.resume();
    },
    stop: async (stopSignal): Promise<FinishedTake> => {
      stopping = true;
      if (recorder.state !== 'inactive') recorder.stop();
      // One that does not answer keeps its last piece; what is written is a take all the same.
      await withinTime(stopped, longestStopMs).catch(() => undefined);
      throwIfAborted(stopSignal);
      release();
      await writing;
      return client.stopAppending(stopSignal);
    },
    destroy: () => {
      recorder.ondataavailable = recorder.onerror = recorder.onstop = null;
      if (recorder.state !== 'inactive') recorder.stop();
      release();
      client.destroy();
    },
  };
}
