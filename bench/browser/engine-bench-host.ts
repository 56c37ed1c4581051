/**
 * The app's own engine worker, with a second port through which the benchmark waits for the GPU and reads the WebGL
 * counters (those of WebGPU come from the engine itself).
 */
import type { EngineReply, EngineRequest } from '../../src/workers/engine/engine.protocol';
import { startEngineServer } from '../../src/workers/engine/server/engine-server';
import { gpuDone } from '../../src/workers/engine/webgl/gpu-done';
import type { StartServer } from '../../src/workers/rpc/forward-messages';
import type { Counts } from '../lib/report';
import { GlMeter } from './gl-meter';
import { answerCalls } from './port-calls';

export interface EngineBenchCalls {
  /** Resolves when the GPU has done all that was submitted. */
  drain: { request: object; result: null };
  glCounts: { request: object; result: Counts };
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

const contexts = new Set<WebGL2RenderingContext>();
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its receiver below
const getContext = OffscreenCanvas.prototype.getContext as (
  this: OffscreenCanvas,
  ...args: unknown[]
) => unknown;
Object.defineProperty(OffscreenCanvas.prototype, 'getContext', {
  value: function (this: OffscreenCanvas, ...args: unknown[]): unknown {
    const context = getContext.apply(this, args);
    if (context instanceof WebGL2RenderingContext) contexts.add(context);
    return context;
  },
});

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
