/** The app's typed calls over a message port in place of a worker. Whoever made the channel closes it. */
import { serveCalls, WorkerCalls } from '../../src/workers/rpc/worker-calls';
import type { CallRequest, Handlers } from '../../src/workers/rpc/worker-calls';

/** Requests and answers by the name of the call. */
type Calls<C> = { [K in keyof C]: { readonly request: object; readonly result: unknown } };

/** The asking side. `destroy()` closes the port. */
export function callsOver<C extends Calls<C>>(port: MessagePort): WorkerCalls<C, never> {
  return new WorkerCalls<C, never>(
    Object.assign(port, { onerror: null, terminate: () => port.close() }),
    () => undefined,
    () => undefined,
  );
}

/** The answering side. */
export function answerCalls<C extends Calls<C>>(port: MessagePort, handlers: Handlers<C>): void {
  const serve = serveCalls<C>((reply, transfer = []) => port.postMessage(reply, transfer), handlers);
  port.onmessage = ({ data }: MessageEvent<CallRequest<C>>) => serve(data);
}
