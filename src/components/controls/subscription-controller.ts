/**
 * Keeps an element in step with something that announces its changes, such as a session: listens while the element is
 * connected, and asks for an update on each change.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Announcing {
  addEventListener(type: 'change', listener: () => void, options?: AddEventListenerOptions): void;
}

export interface Subscription<T> {
  /** Called after each change; asks the host for an update unless set. */
  readonly onChange?: (source: T) => void;
  /** Adds listeners for other events; `signal` takes them away again. */
  readonly listen?: (source: T, signal: AbortSignal) => void;
}

export class SubscriptionController<T extends Announcing> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => T | null;
  readonly #subscription: Subscription<T>;
  #current: T | null = null;
  #ending = new AbortController();

  /** @param source asked at each update: it may come, or be swapped, at any time */
  constructor(host: ReactiveControllerHost, source: () => T | null, subscription: Subscription<T> = {}) {
    this.#host = host;
    this.#source = source;
    this.#subscription = subscription;
    host.addController(this);
  }

  hostConnected(): void {
    this.#follow(this.#source());
  }

  hostUpdate(): void {
    this.#follow(this.#source());
  }

  hostDisconnected(): void {
    this.#follow(null);
  }

  #follow(source: T | null): void {
    if (source === this.#current) return;
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#current = source;
    if (!source) return;
    const { signal } = this.#ending;
    const { onChange = () => this.#host.requestUpdate(), listen } = this.#subscription;
    source.addEventListener('change', () => onChange(source), { signal });
    listen?.(source, signal);
  }
}
