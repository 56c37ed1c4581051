/** Entry of the still worker; the work is in `./still`. */

import type { StillRequest } from './still.protocol';
import { StillHost } from './still/still-host';

// The DOM library types `self` as a window; a worker's `postMessage` takes the transfer list second.
const scope = self as unknown as Pick<Worker, 'postMessage' | 'onmessage'>;
const host = new StillHost((reply, transfer = []) => scope.postMessage(reply, transfer));

scope.onmessage = ({ data }: MessageEvent<StillRequest>) => void host.serve(data);
