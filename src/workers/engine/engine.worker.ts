/** Entry of the engine worker: passes messages to `EngineHost`, a chunk of its own (see `forward-messages.ts`). */
import type { EngineReply, EngineRequest } from './engine.protocol';
import { forwardMessages } from '../rpc/forward-messages';

void forwardMessages<EngineRequest, EngineReply>(async () => {
  const { EngineHost } = await import('./server/engine-server');
  return (send) => {
    const host = new EngineHost(send);
    return (request) => void host.serve(request);
  };
});
