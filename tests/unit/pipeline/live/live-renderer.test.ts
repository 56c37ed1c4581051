/** Frames that fail, and sources that fail: which are tried again, and whose fault they are. */
import { expect, test } from 'vitest';
import type { OpenSource } from '../../../../src/pipeline/sources/frame-source';
import { LiveRenderer } from '../../../../src/pipeline/live/live-renderer';
import type { Settings } from '../../../../src/pipeline/api/session-state';
import { EngineClient } from '../../../../src/workers/engine/engine.client';
import { FakeWorker } from '../../../support/fakes/fake-worker';
import { defaultSettings } from '../../../../src/pipeline/storage/settings-store';

const settings: Settings = { ...defaultSettings, detail: 256 };

/** An engine that fails the first `failures` frames. */
async function engine(failures: number): Promise<{ client: EngineClient; frames: () => number }> {
  const worker = new FakeWorker();
  let frames = 0;
  worker.answer = ({ id, call }) => {
    if (call === 'open')
      worker.say({
        kind: 'done',
        id,
        result: {
          backend: 'wasm',
          engine: 'tfjs',
          abilities: { enlarges: false, steadies: false },
          warmUpMs: 1,
        },
      });
    if (call !== 'present') return;
    frames += 1;
    if (frames <= failures)
      worker.say({ kind: 'failed', id, error: { code: 'engine-failed', message: 'no' } });
    else worker.say({ kind: 'done', id, result: { width: 256, height: 256, ms: 1 } });
  };
  const bytes = new ArrayBuffer(1);
  const models = { transformer: bytes, styleHead: bytes, lossNetwork: bytes };
  const client = await EngineClient.create({ canvas: null, models, spawn: () => worker });
  return { client, frames: () => frames };
}

/** A source whose frames are ports, which can be transferred in Node as frames can in a browser. */
function source(moving: boolean, grab?: () => Promise<never>): OpenSource {
  const frame = (): Promise<never> => Promise.resolve(new MessageChannel().port1 as never);
  return {
    state: moving
      ? { kind: 'video', name: 'a', playing: true, asleep: false }
      : { kind: 'picture', name: 'a' },
    preview: {} as HTMLElement,
    size: { width: 256, height: 256 },
    moving,
    grab: grab ?? frame,
    sleep: () => undefined,
    destroy: () => undefined,
  };
}

const renderer = (): LiveRenderer =>
  new LiveRenderer({ onReady: () => undefined, onTrouble: () => undefined });

test.each([1, 2])('a picture that failed %i times is painted all the same', async (failures) => {
  const { client, frames } = await engine(failures);
  expect(await renderer().draw(source(false), client, settings)).toBe(true);
  expect(frames()).toBe(failures + 1);
  client.destroy();
});

test('a picture that fails three times is the engine’s fault', async () => {
  const { client, frames } = await engine(Infinity);
  await expect(renderer().draw(source(false), client, settings)).rejects.toThrow('no');
  expect(frames()).toBe(3);
  client.destroy();
});

test('a frame of a moving source is dropped: another one comes', async () => {
  const { client, frames } = await engine(1);
  const view = renderer();
  const film = source(true);
  expect(await view.draw(film, client, settings)).toBe(false);
  expect(frames()).toBe(1);
  expect(await view.draw(film, client, settings)).toBe(true);
  client.destroy();
});

test('what a source cannot give is not the engine’s fault, however often', async () => {
  const { client, frames } = await engine(0);
  const view = renderer();
  const broken = source(true, () => Promise.reject(new Error('The camera was pulled out.')));
  for (let i = 0; i < 10; i++) expect(await view.draw(broken, client, settings)).toBe(false);
  expect(frames()).toBe(0);
  client.destroy();
});
