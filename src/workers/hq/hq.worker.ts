/** Entry of the still worker: passes messages to `HqServer`, a chunk of its own (see `forward-messages.ts`). */
import { forwardMessages } from '../rpc/forward-messages';
import type { HqReply, HqRequest } from './hq.protocol';

void forwardMessages<HqRequest, HqReply>(async () => {
  const { HqServer } = await import('./run/hq-server');
  return (send) => {
    const host = new HqServer(send);
    return (request) => void host.serve(request);
  };
});
