/** Entry of the peer's worker: passes messages to its host, a chunk of its own, as the app's workers do. */
import { forwardMessages } from '../../src/workers/rpc/forward-messages';

void forwardMessages(async () => (await import('./peer-host')).startPeerServer);
