/** Entry of the segment worker; the work is in `./segment`. */
import type { SegmentCalls } from './segment.protocol';
import { SegmentHost } from './segment/segment-host';
import { serveCalls } from './worker-calls';

const host = new SegmentHost();

serveCalls<SegmentCalls>({
  open: async () => {
    await host.open();
    return null;
  },
  connect: ({ port }) => {
    host.connect(port);
    return null;
  },
});
