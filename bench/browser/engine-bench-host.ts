/**
 * The app's own engine worker, with a second port through which the benchmark waits for the GPU and reads the WebGL
 * counters (those of WebGPU come from the engine itself).
 */
import type { EngineReply, EngineRequest } from '../../src/workers/engine.protocol';
import { EngineHost } from '../../src/workers/engine/engine-host';
import type { StartHost } from '../../src/workers/forward-messages';
import type { Counts } from '../report';
import { GlMeter } from './gl-meter';
import { answerCalls } from './port-calls';

export type EngineBenchCalls = {
  /** Resolves when the GPU has done all that was submitted. */
  drain: { request: null; result: null };
  glCounts: { request: null; result: Counts };
};

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

type Message = EngineRequest | { readonly bench: MessagePort };

export const startBenchHost: StartHost<Message, EngineReply> = (send) => {
  const host = new EngineHost(send);
  return (message) => {
    if (!('bench' in message)) {
      void host.serve(message);
      return;
    }
    answerCalls<EngineBenchCalls>(message.bench, {
      drain: async () => {
        await Promise.all(devices.map(({ queue }) => queue.onSubmittedWorkDone()));
        return null;
      },
      glCounts: () => Promise.resolve(meter.read()),
    });
  };
};
