/**
 * The app's own engine worker, with a second port through which the benchmark waits for the GPU and reads the WebGL
 * counters (those of WebGPU come from the engine itself).
 */
import type { EngineReply, EngineRequest } from '../../src/workers/engine/engine.protocol';
import { startEngineServer } from '../../src/workers/engine/server/engine-server';
import { gpuDone } from '../../src/workers/engine/webgl/gpu-done';
import type { StartServer } from '../../src/workers/rpc/forward-messages';
import type { GpuCounts } from '../../src/workers/engine/gpu/gpu-meter';
import { collectGlContexts } from '../../tools/browser/gl-contexts';
import { GlMeter } from '../../tools/browser/gl-meter';
import { answerCalls } from '../../tools/browser/port-calls';

export interface EngineBenchCalls {
  /** Resolves when the GPU has done all that was submitted. */
  drain: { request: object; result: null };
  glCounts: { request: object; result: GpuCounts };
  /** Keeps WebGL off the canvas that comes next, so that frames are read back to be shown, as they once were. */
  readBack: { request: object; result: null };
}

const meter = new GlMeter();
const devices: GPUDevice[] = [];

if ('GPUAdapter' in self) {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its receiver below
  const original = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
    const device = await original.call(this, descriptor);
    devices.push(device);
    return device;
  };
}

const contexts = collectGlContexts();

let readsBack = false;

type Message = EngineRequest | { readonly bench: MessagePort };

export const startBenchServer: StartServer<Message, EngineReply> = (send) => {
  const serve = startEngineServer(send);
  return (message) => {
    if (!('bench' in message)) {
      // A canvas keeps the kind of its first context.
      if (message.call === 'open' && readsBack) message.request.canvas?.getContext('2d', { alpha: false });
      serve(message);
      return;
    }
    answerCalls<EngineBenchCalls>(message.bench, {
      drain: async () => {
        await Promise.all(devices.map(({ queue }) => queue.onSubmittedWorkDone()));
        await Promise.all([...contexts].map(gpuDone));
        return null;
      },
      glCounts: () => Promise.resolve(meter.read()),
      readBack: () => {
        readsBack = true;
        return Promise.resolve(null);
      },
    });
  };
};
