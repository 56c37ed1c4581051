/**
 * Requests and answers over `postMessage`, typed by a map of calls. The client's end owns the worker. Each request is
 * answered once, by `done` or `failed`; events come in between. `lost` is the worker's end.
 */
import { abortable, isAbortError, throwIfAborted } from '../../shared/async/abort';
import { assertNever } from '../../shared/assert';
import { ImpastoError, isImpastoError, messageOf } from '../../shared/errors';
import type { ImpastoErrorCode } from '../../shared/errors';
import { isMissingPart } from '../../shared/missing-part';
import type { Send, WorkerLost } from './forward-messages';
import type { WorkerPort } from './worker-port';

/** Requests by kind, with what each resolves to. */
type CallMap<C> = { [K in keyof C]: { readonly request: object; readonly result: unknown } };

/** A call on the wire. */
export type CallRequest<C extends CallMap<C>> = {
  [K in keyof C]: { readonly id: number; readonly call: K; readonly request: C[K]['request'] };
}[keyof C];

/** An error on the wire: classes do not survive `postMessage`. `aborted` becomes an AbortError. */
export interface WireError {
  readonly code: ImpastoErrorCode | 'aborted';
  readonly message: string;
}

/** What a worker says on the wire. */
export type CallReply<E> =
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'event'; readonly event: E }
  | WorkerLost;

interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** The window's end. `destroy()` ends the worker and rejects what is pending. */
export class WorkerCalls<C extends CallMap<C>, E> {
  readonly #worker: WorkerPort;
  readonly #onCrash: (error: ImpastoError) => void;
  readonly #crashCode: ImpastoErrorCode;
  readonly #pending = new Map<number, Pending>();
  #ended: ImpastoError | null = null;
  #nextId = 1;

  /**
   * @param worker taken over
   * @param onCrash the worker is gone; pending calls were rejected with the same error
   * @param crashCode of that error, when the worker itself crashed
   */
  constructor(
    worker: WorkerPort,
    onEvent: (event: E) => void,
    onCrash: (error: ImpastoError) => void,
    crashCode: ImpastoErrorCode = 'worker-lost',
  ) {
    this.#worker = worker;
    this.#onCrash = onCrash;
    this.#crashCode = crashCode;
    worker.onmessage = ({ data }: MessageEvent<CallReply<E>>) => {
      switch (data.kind) {
        case 'event':
          onEvent(data.event);
          return;
        case 'done':
          this.#settle(data.id)?.resolve(data.result as never);
          return;
        case 'failed':
          this.#settle(data.id)?.reject(errorOf(data.error));
          return;
        case 'lost':
          this.#lose(data.error.code, data.error.message);
          return;
        default:
          assertNever(data);
      }
    };
    worker.onerror = (event) => this.#lose('worker-lost', `A worker crashed: ${event.message}`);
    worker.onmessageerror = () => this.#lose('worker-lost', 'A worker sent a message that cannot be read.');
  }

  /** Number of the call that has waited longest for its answer; null when none waits. Calls are numbered in order. */
  get oldest(): number | null {
    return this.#pending.keys().next().value ?? null;
  }

  /**
   * @param patienceMs a worker that has not answered by then is given up, ms; without it, an answer may take for ever
   * @throws what the worker answers; ImpastoError `invalid-argument` when the request cannot be sent, `worker-lost`,
   *   `missing-part`, `destroyed`; AbortError when `signal` aborts (the worker's late answer is dropped).
   */
  async call<K extends keyof C>(
    call: K,
    request: C[K]['request'],
    transfer: Transferable[] = [],
    signal?: AbortSignal,
    patienceMs?: number,
  ): Promise<C[K]['result']> {
    throwIfAborted(signal);
    if (this.#ended) throw this.#ended;
    const id = this.#nextId++;
    try {
      this.#worker.postMessage({ id, call, request }, transfer);
    } catch (cause) {
      const message = `Cannot be sent to the worker: ${messageOf(cause)}`;
      throw new ImpastoError('invalid-argument', message, { cause });
    }
    const answer = new Promise<C[K]['result']>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
    const timer =
      patienceMs === undefined
        ? undefined
        : setTimeout(
            () => this.#lose('worker-lost', `A worker did not answer within ${patienceMs / 1000} s.`),
            patienceMs,
          );
    try {
      return await abortable(answer, signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Idempotent. @param error what pending and later calls reject with */
  destroy(error = new ImpastoError('destroyed', 'The worker was closed.')): void {
    this.#end(error);
  }

  #lose(code: ImpastoErrorCode, message: string): void {
    if (this.#ended) return;
    const error = new ImpastoError(code === 'worker-lost' ? this.#crashCode : code, message);
    this.#end(error);
    this.#onCrash(error);
  }

  #end(error: ImpastoError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#worker.onmessage = this.#worker.onerror = this.#worker.onmessageerror = null;
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

function errorOf({ code, message }: WireError): Error {
  return code === 'aborted' ? new DOMException(message, 'AbortError') : new ImpastoError(code, message);
}

/** A result that is handed over with what is in it, instead of being copied. */
export class Transferred<T> {
  readonly result: T;
  readonly transfer: Transferable[];

  constructor(result: T, transfer: Transferable[]) {
    this.result = result;
    this.transfer = transfer;
  }
}

type Answer<T> = T | Transferred<T>;

/** How each call is answered. */
export type Handlers<C extends CallMap<C>> = {
  readonly [K in keyof C]: (
    request: C[K]['request'],
  ) => Answer<C[K]['result']> | Promise<Answer<C[K]['result']>>;
};

/**
 * The worker's end: answers calls with `handlers`. Returns what takes each request.
 * @param failed code and sentence for what is no error of ours
 */
export function serveCalls<C extends CallMap<C>>(
  send: Send<CallReply<never>>,
  handlers: Handlers<C>,
  failed: (error: unknown) => WireError = (error) => ({ code: 'worker-failed', message: messageOf(error) }),
): (request: CallRequest<C>) => void {
  const serve = async ({ id, call, request }: CallRequest<C>): Promise<void> => {
    try {
      const answer = await handlers[call](request);
      if (answer instanceof Transferred) send({ kind: 'done', id, result: answer.result }, answer.transfer);
      else send({ kind: 'done', id, result: answer });
    } catch (error) {
      send({ kind: 'failed', id, error: wireError(error, failed) });
    }
  };
  return (request) => void serve(request);
}

function wireError(error: unknown, failed: (error: unknown) => WireError): WireError {
  if (isAbortError(error)) return { code: 'aborted', message: messageOf(error) };
  if (isImpastoError(error)) return { code: error.code, message: error.message };
  if (isMissingPart(error)) return { code: 'missing-part', message: messageOf(error) };
  return failed(error);
}
