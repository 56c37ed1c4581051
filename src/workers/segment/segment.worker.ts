/** Entry of the segment worker: passes messages to its server, a chunk of its own (see `forward-messages.ts`). */
import { forwardMessages } from '../rpc/forward-messages';

void forwardMessages(async () => (await import('./segment-server')).startSegmentServer);
