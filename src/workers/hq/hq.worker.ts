/** Entry of the still worker: passes messages to `StillHost`, a chunk of its own (see `forward-messages.ts`). */
import { forwardMessages } from '../rpc/forward-messages';
import type { StillReply, StillRequest } from './hq.protocol';

void forwardMessages<StillRequest, StillReply>(async () => {
  const { StillHost } = await import('./run/hq-server');
  return (send) => {
    const host = new StillHost(send);
    return (request) => void host.serve(request);
  };
});
