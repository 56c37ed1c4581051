/**
 * Requests and answers over `postMessage`, typed by a map of calls. The client end owns the worker; the serving end owns
 * nothing. Each request is answered once, by `done` or `failed`; events come in between.
 */
import { abortable, throwIfAborted } from '../shared/abort';
import { ImpastoError, isImpastoError, messageOf } from '../shared/errors';
import type { ImpastoErrorCode } from '../shared/errors';

/** Requests by kind, with what each resolves to. */
type CallMap<C> = { [K in keyof C]: { readonly request: object; readonly result: unknown } };

type Request<C extends CallMap<C>> = {
  [K in keyof C]: { readonly id: number; readonly call: K; readonly request: C[K]['request'] };
}[keyof C];

/** An error on the wire: classes do not survive `postMessage`. */
type WireError = { readonly code: ImpastoErrorCode; readonly message: string };

type Reply<E> =
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'event'; readonly event: E };

type Pending = { readonly resolve: (result: never) => void; readonly reject: (error: Error) => void };

/** The window's end. `destroy()` ends the worker and rejects what is pending. */
export class WorkerCalls<C extends CallMap<C>, E> {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #ended: ImpastoError | null = null;
  #nextId = 1;

  /**
   * @param worker taken over
   * @param onCrash the worker is gone; pending calls were rejected with the same error
   */
  constructor(worker: Worker, onEvent: (event: E) => void, onCrash: (error: ImpastoError) => void) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Reply<E>>) => {
      if (data.kind === 'event') onEvent(data.event);
      else if (data.kind === 'done') this.#settle(data.id)?.resolve(data.result as never);
      else this.#settle(data.id)?.reject(new ImpastoError(data.error.code, data.error.message));
    };
    worker.onerror = (event) => {
      const error = new ImpastoError('worker-lost', `A worker crashed: ${event.message}`);
      this.#end(error);
      onCrash(error);
    };
  }

  /** @throws what the worker answers; AbortError when `signal` aborts (the worker's late answer is dropped). */
  async call<K extends keyof C>(
    call: K,
    request: C[K]['request'],
    transfer: Transferable[] = [],
    signal?: AbortSignal,
  ): Promise<C[K]['result']> {
    throwIfAborted(signal);
    if (this.#ended) throw this.#ended;
    const id = this.#nextId++;
    const answer = new Promise<C[K]['result']>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
    this.#worker.postMessage({ id, call, request }, transfer);
    return abortable(answer, signal);
  }

  /** Idempotent. */
  destroy(): void {
    this.#end(new ImpastoError('destroyed', 'The worker was closed.'));
  }

  #end(error: ImpastoError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#worker.onmessage = this.#worker.onerror = null;
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}

/** How each call is answered. */
export type Handlers<C extends CallMap<C>> = {
  readonly [K in keyof C]: (request: C[K]['request']) => C[K]['result'] | Promise<C[K]['result']>;
};

/** The worker's end: answers calls with `handlers`; returns the way to send events. */
export function serveCalls<C extends CallMap<C>>(
  handlers: Handlers<C>,
): (event: object, transfer?: Transferable[]) => void {
  // The DOM library types `self` as a window; a worker's `postMessage` takes the transfer list second.
  const scope = self as unknown as Pick<Worker, 'postMessage' | 'onmessage'>;
  const send = (reply: Reply<object>, transfer: Transferable[] = []): void =>
    scope.postMessage(reply, transfer);
  const serve = async ({ id, call, request }: Request<C>): Promise<void> => {
    try {
      send({ kind: 'done', id, result: await handlers[call](request) });
    } catch (error) {
      const code = isImpastoError(error) ? error.code : 'worker-failed';
      send({ kind: 'failed', id, error: { code, message: messageOf(error) } });
    }
  };
  scope.onmessage = ({ data }: MessageEvent<Request<C>>) => void serve(data);
  return (event, transfer) => send({ kind: 'event', event }, transfer);
}
