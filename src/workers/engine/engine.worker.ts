/** Entry of the engine worker: passes messages to `EngineServer`, a chunk of its own (see `forward-messages.ts`). */
import type { EngineReply, EngineRequest } from './engine.protocol';
import { forwardMessages } from '../rpc/forward-messages';

void forwardMessages<EngineRequest, EngineReply>(async () => {
  const { EngineServer } = await import('./server/engine-server');
  return (send) => {
    const host = new EngineServer(send);
    return (request) => void host.serve(request);
  };
});
