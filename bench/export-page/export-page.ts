/**
 * The page of `npm run bench:export`: the same clip painted twice in turn with one engine, once only painted (frames
 * decoded beforehand), once converted into a file by the app's own converter.
 */
import { BlobSource, Input, VideoSampleSink, WEBM } from 'mediabunny';
import { Converter } from '../../src/pipeline/convert/converter';
import { ModelStore } from '../../src/pipeline/engine/model-store';
import { Activity } from '../../src/pipeline/state/activity';
import { updateBlocker } from '../../src/pipeline/state/update-blocker';
import { defaultSettings } from '../../src/pipeline/storage/settings-store';
import { TakeStore } from '../../src/pipeline/takes/take-store';
import { EngineClient } from '../../src/workers/engine/engine.client';
import { repeatClip } from './repeat-clip';
import type { Backend, Look } from '../../src/workers/networks/types';

/** Seconds of each run. */
export interface ExportFigures {
  readonly frames: number;
  readonly backend: string;
  readonly width: number;
  readonly height: number;
  readonly painting: readonly number[];
  readonly converting: readonly number[];
}

async function framesOf(file: File): Promise<VideoFrame[]> {
  const input = new Input({ source: new BlobSource(file), formats: [WEBM] });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('the clip holds no picture');
  const frames: VideoFrame[] = [];
  for await (const sample of new VideoSampleSink(track).samples()) {
    frames.push(sample.toVideoFrame());
    sample.close();
  }
  return frames;
}

async function run(backend: Backend, rounds: number, repeats: number): Promise<ExportFigures> {
  const response = await fetch('/tests/fixtures/clip.webm');
  const clip = new File([await response.blob()], 'clip.webm', { type: 'video/webm' });
  const file = await repeatClip(clip, repeats);
  const models = await new ModelStore({ baseUrl: '/models/' }).load({});
  const canvas = document.createElement('canvas');
  const client = await EngineClient.create({ canvas: canvas.transferControlToOffscreen(), models, backend });
  const look: Look = {
    mix: [{ code: new Float32Array(100).map((_v, i) => Math.sin(i)), weight: 1 }],
    strength: 1,
  };
  client.setLook(look);
  const store = await TakeStore.open();
  const converter = new Converter({
    engine: { running: { client, canvas } },
    choice: {
      lookFor: () => ({ look, secondInHand: false }),
      code: () => Promise.reject(new Error('there are no keyframes')),
    },
    styles: { entries: [], title: 'bench' },
    settings: { current: defaultSettings },
    sources: { videoFile: null },
    live: { findPeople: () => Promise.resolve(), resume: () => undefined },
    library: {
      store: () => Promise.resolve(store),
      enlist: (take) => Promise.resolve({ ...take, posterUrl: '' }),
    },
    activity: new Activity(updateBlocker),
    notify: () => undefined,
  });
  const frames = await framesOf(file);
  const [first] = frames;
  if (!first) throw new Error('the clip is empty');
  const size = { width: first.displayWidth, height: first.displayHeight };
  const painting: number[] = [];
  const converting: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const paintedFrom = performance.now();
    for (const frame of frames) await client.present(frame.clone(), { ...size, mirror: false });
    const convertedFrom = performance.now();
    await converter.open(file);
    const startedFrom = performance.now();
    await converter.start();
    const end = performance.now();
    if (converter.state.kind !== 'done') throw new Error(JSON.stringify(converter.state));
    // The first round warms up.
    if (round < 0) continue;
    painting.push((convertedFrom - paintedFrom) / 1000);
    converting.push((end - startedFrom) / 1000);
  }
  client.destroy();
  return { frames: frames.length, backend: client.info.backend, ...size, painting, converting };
}

Object.assign(globalThis, { benchExport: run });
