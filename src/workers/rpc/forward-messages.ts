/**
 * All that a worker's entry file does: it loads the worker's server (the code that does the work) as a chunk of its own
 * and passes messages on to it. Messages that arrive before the server is there wait, in order, with what was transferred.
 *
 * Why entries are that small: a bundler puts code that an entry shares with lazily loaded chunks into the entry, so that
 * the chunks import the entry. WebKit then evaluates the entry a second time, and that second, empty worker takes over
 * `onmessage`. Servers therefore import nothing but types from here; `scripts/checks/worker-entries.mjs` reads the built
 * files and fails when a chunk imports an entry.
 */

/** Sends a reply or an event to the window. */
export type Send<Reply> = (reply: Reply, transfer?: Transferable[]) => void;

/** Starts a worker's server. Returns what takes each request, in the order in which they came. */
export type StartServer<Request, Reply> = (send: Send<Reply>) => (request: Request) => void;

/** The last thing a worker says when it cannot work; every client takes it for the worker's end. */
export interface WorkerLost {
  readonly kind: 'lost';
  readonly error: { readonly code: 'missing-part' | 'worker-lost' | 'engine-lost'; readonly message: string };
}

/** The part of a worker's global scope that is used; tests put their own in its place. */
export interface WorkerScope<Request, Reply> {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  onmessageerror: (() => void) | null;
  postMessage: (reply: Reply | WorkerLost, transfer: Transferable[]) => void;
}

/**
 * Begins to take messages at once, and loads the server. When that fails (no network, a damaged file) it says `lost` with
 * the code `missing-part`; a new worker tries anew.
 */
export async function forwardMessages<Request, Reply>(
  load: () => Promise<StartServer<Request, Reply>>,
  // The DOM library types `self` as a window; a worker's `postMessage` takes the transfer list second.
  scope = self as unknown as WorkerScope<Request, Reply>,
): Promise<void> {
  const early: Request[] = [];
  scope.onmessage = ({ data }) => early.push(data);
  scope.onmessageerror = () => lose('worker-lost', 'A message to a worker could not be read.');
  const lose = (code: WorkerLost['error']['code'], message: string): void =>
    scope.postMessage({ kind: 'lost', error: { code, message } }, []);
  let start: StartServer<Request, Reply>;
  try {
    start = await load();
  } catch (error) {
    scope.onmessage = null;
    early.length = 0;
    lose('missing-part', `A part of the app could not be loaded: ${String(error)}`);
    return;
  }
  const serve = start((reply, transfer = []) => scope.postMessage(reply, transfer));
  scope.onmessage = ({ data }) => serve(data);
  for (const request of early) serve(request);
}
