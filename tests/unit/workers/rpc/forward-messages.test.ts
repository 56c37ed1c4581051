import { expect, test } from 'vitest';
import { forwardMessages } from '../../../../src/workers/rpc/forward-messages';
import type { StartServer, WorkerLost, WorkerScope } from '../../../../src/workers/rpc/forward-messages';

interface Request {
  readonly id: number;
  readonly port?: MessagePort;
}

/** A worker's global scope in memory, which notes what the worker says. */
function fakeScope() {
  const said: (string | WorkerLost)[] = [];
  const transfers: Transferable[][] = [];
  const scope: WorkerScope<Request, string> = {
    onmessage: null,
    onmessageerror: null,
    postMessage: (reply, transfer) => {
      said.push(reply);
      transfers.push(transfer);
    },
  };
  const receive = (request: Request): void =>
    scope.onmessage?.(new MessageEvent<Request>('message', { data: request }));
  return { scope, said, transfers, receive };
}

test('what comes before the host waits, in order and with its ports; what comes later does not', async () => {
  const { scope, said, transfers, receive } = fakeScope();
  const served: Request[] = [];
  let loaded: (start: StartServer<Request, string>) => void = () => undefined;
  const forwarding = forwardMessages(
    () => new Promise<StartServer<Request, string>>((resolve) => (loaded = resolve)),
    scope,
  );
  const { port1 } = new MessageChannel();
  receive({ id: 1, port: port1 });
  receive({ id: 2 });
  expect(served).toEqual([]);
  const bytes = new ArrayBuffer(1);
  loaded((send) => (request) => {
    served.push(request);
    send(`done ${request.id}`, [bytes]);
  });
  await forwarding;
  receive({ id: 3 });
  expect(served.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(served[0]?.port).toBe(port1);
  expect(said).toEqual(['done 1', 'done 2', 'done 3']);
  expect(transfers).toEqual([[bytes], [bytes], [bytes]]);
  port1.close();
});

test('a host that cannot be loaded is said, once', async () => {
  const { scope, said, receive } = fakeScope();
  const forwarding = forwardMessages(
    () => Promise.reject(new TypeError('Importing a module script failed.')),
    scope,
  );
  receive({ id: 1 });
  await forwarding;
  receive({ id: 2 });
  expect(said).toEqual([
    {
      kind: 'lost',
      error: {
        code: 'missing-part',
        message: 'A part of the app could not be loaded: TypeError: Importing a module script failed.',
      },
    },
  ]);
});

test('a message that cannot be read is said', async () => {
  const { scope, said } = fakeScope();
  await forwardMessages(() => Promise.resolve(() => () => undefined), scope);
  scope.onmessageerror?.();
  expect(said).toMatchObject([{ kind: 'lost', error: { code: 'worker-lost' } }]);
});
