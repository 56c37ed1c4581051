/** A worker in memory: notes what it was sent, and says what the test has it say. */
import type { WorkerPort } from '../../../src/workers/rpc/worker-port';

/** What a client sends. */
export interface Sent {
  readonly id: number;
  readonly call: string;
}

export class FakeWorker implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  readonly sent: Sent[] = [];
  terminated = false;
  /** Answers each request; by default nothing does. */
  answer: (request: Sent) => void = () => undefined;

  postMessage(message: Sent, transfer?: Transferable[] | StructuredSerializeOptions): void {
    // Throws as a worker's does when something in it cannot be copied or was transferred before.
    structuredClone(message, Array.isArray(transfer) ? { transfer } : transfer);
    this.sent.push(message);
    queueMicrotask(() => this.answer(message));
  }

  terminate(): void {
    this.terminated = true;
  }

  say(data: unknown): void {
    this.onmessage?.call(this as unknown as Worker, new MessageEvent('message', { data }));
  }

  /** A message whose content cannot be read. */
  sayNonsense(): void {
    this.onmessageerror?.call(this as unknown as Worker, new MessageEvent('messageerror'));
  }

  /** Fails each call of these names; the others are never answered. */
  failing(code: string, ...calls: readonly string[]): this {
    this.answer = ({ id, call }) => {
      if (calls.includes(call)) this.say({ kind: 'failed', id, error: { code, message: `${call} failed` } });
    };
    return this;
  }
}
