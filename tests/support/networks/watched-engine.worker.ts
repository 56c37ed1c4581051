/** The app's engine worker, with a second port by which a test counts what WebGL is asked for, and loses its contexts. */
import { GlMeter } from '../../../bench/browser/gl-meter';
import type { GlTraffic } from '../../../bench/browser/gl-meter';
import { answerCalls } from '../../../bench/browser/port-calls';
import type { EngineRequest } from '../../../src/workers/engine/engine.protocol';
import { startEngineServer } from '../../../src/workers/engine/server/engine-server';

export interface WatchCalls {
  traffic: { request: object; result: GlTraffic };
  /** Takes all WebGL contexts away, as a browser does when a GPU fails; tells how many there were. */
  loseContexts: { request: object; result: number };
}

const scope = self as unknown as Pick<Worker, 'postMessage' | 'onmessage'>;
const serve = startEngineServer((reply, transfer = []) => scope.postMessage(reply, transfer));
const meter = new GlMeter();
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

scope.onmessage = ({ data }: MessageEvent<EngineRequest | { readonly watch: MessagePort }>) => {
  if (!('watch' in data)) {
    serve(data);
    return;
  }
  answerCalls<WatchCalls>(data.watch, {
    traffic: () => Promise.resolve(meter.readTraffic()),
    loseContexts: () => {
      for (const gl of contexts) gl.getExtension('WEBGL_lose_context')?.loseContext();
      return Promise.resolve(contexts.size);
    },
  });
};
