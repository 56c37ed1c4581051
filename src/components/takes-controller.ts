/** Keeps an element in step with the takes: subscribes while connected, asks for an update on each change. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TakesApi } from '../pipeline/takes-api';
import type { TakeNotice, TakesSnapshot } from '../pipeline/takes-state';

type Host = ReactiveControllerHost & { readonly takes: TakesApi | null };

export class TakesController implements ReactiveController {
  readonly #host: Host;
  readonly #onNotice: ((notice: TakeNotice) => void) | undefined;
  #takes: TakesApi | null = null;

  /** @param onNotice called with each passing message. */
  constructor(host: Host, onNotice?: (notice: TakeNotice) => void) {
    this.#host = host;
    this.#onNotice = onNotice;
    host.addController(this);
  }

  get snapshot(): TakesSnapshot | null {
    return this.#host.takes?.snapshot ?? null;
  }

  hostConnected(): void {
    this.#subscribe(this.#host.takes);
  }

  /** The takes may be set, or swapped, at any time. */
  hostUpdate(): void {
    this.#subscribe(this.#host.takes);
  }

  hostDisconnected(): void {
    this.#subscribe(null);
  }

  #subscribe(takes: TakesApi | null): void {
    if (takes === this.#takes) return;
    this.#takes?.removeEventListener('change', this.#change);
    this.#takes?.removeEventListener('notice', this.#notice);
    this.#takes = takes;
    takes?.addEventListener('change', this.#change);
    takes?.addEventListener('notice', this.#notice);
  }

  readonly #change = (): void => this.#host.requestUpdate();
  readonly #notice = (event: CustomEvent<TakeNotice>): void => this.#onNotice?.(event.detail);
}
