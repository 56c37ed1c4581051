/** Typed calls over a message port: one answer to each. Whoever made the channel closes it. */
import { messageOf } from '../../src/shared/errors';

/** Requests and answers by the name of the call. */
export type Calls = Record<string, { readonly request: unknown; readonly result: unknown }>;

interface Request {
  readonly id: number;
  readonly name: string;
  readonly request: unknown;
}

type Answer =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string };

/** The asking side. */
export class PortCaller<C extends Calls> {
  readonly #port: MessagePort;
  readonly #pending = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  #nextId = 1;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<Answer>) => {
      const pending = this.#pending.get(data.id);
      this.#pending.delete(data.id);
      if ('error' in data) pending?.reject(new Error(data.error));
      else pending?.resolve(data.result as never);
    };
  }

  call<K extends keyof C & string>(
    name: K,
    request: C[K]['request'],
    transfer: Transferable[] = [],
  ): Promise<C[K]['result']> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#port.postMessage({ id, name, request } satisfies Request, transfer);
    });
  }

  /** Rejects what is pending: the other side is gone. */
  close(reason: string): void {
    this.#port.close();
    for (const { reject } of this.#pending.values()) reject(new Error(reason));
    this.#pending.clear();
  }
}

/** The answering side. */
export function answerCalls<C extends Calls>(
  port: MessagePort,
  handlers: { readonly [K in keyof C]: (request: C[K]['request']) => Promise<C[K]['result']> },
): void {
  port.onmessage = ({ data: { id, name, request } }: MessageEvent<Request>) => {
    const handler = handlers[name];
    const work = handler ? handler(request) : Promise.reject(new Error(`There is no call ${name}.`));
    work.then(
      (result) => port.postMessage({ id, result } satisfies Answer),
      (error: unknown) => port.postMessage({ id, error: messageOf(error) } satisfies Answer),
    );
  };
}
