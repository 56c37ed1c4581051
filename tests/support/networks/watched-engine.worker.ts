/** The app's engine worker, with a second port by which a test counts what WebGL is asked for, and loses its contexts. */
import { collectGlContexts } from '../../../tools/browser/gl-contexts';
import { GlMeter } from '../../../tools/browser/gl-meter';
import type { GlTraffic } from '../../../tools/browser/gl-meter';
import { answerCalls } from '../../../tools/browser/port-calls';
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
const contexts = collectGlContexts();

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
