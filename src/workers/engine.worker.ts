/** Entry of the engine worker; the work is in `./engine`. */

import type { EngineRequest } from './engine.protocol';
import { EngineHost } from './engine/engine-host';

// The DOM library types `self` as a window; a worker's `postMessage` takes the transfer list second.
const scope = self as unknown as Pick<Worker, 'postMessage' | 'onmessage'>;
const host = new EngineHost((reply, transfer = []) => scope.postMessage(reply, transfer));

scope.onmessage = ({ data }: MessageEvent<EngineRequest>) => void host.serve(data);
