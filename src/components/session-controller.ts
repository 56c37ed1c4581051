/** Keeps an element in step with a session: subscribes while connected, asks for an update on each change. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SessionApi } from '../pipeline/session-api';
import type { Notice, SessionSnapshot } from '../pipeline/session-state';

type Host = ReactiveControllerHost & { readonly session: SessionApi | null };

export class SessionController implements ReactiveController {
  readonly #host: Host;
  readonly #onNotice: (notice: Notice) => void;
  #session: SessionApi | null = null;

  /** @param onNotice called with each passing message of the session. */
  constructor(host: Host, onNotice: (notice: Notice) => void) {
    this.#host = host;
    this.#onNotice = onNotice;
    host.addController(this);
  }

  get snapshot(): SessionSnapshot | null {
    return this.#host.session?.snapshot ?? null;
  }

  hostConnected(): void {
    this.#subscribe(this.#host.session);
  }

  /** The session may be set, or swapped, at any time. */
  hostUpdate(): void {
    this.#subscribe(this.#host.session);
  }

  hostDisconnected(): void {
    this.#subscribe(null);
  }

  #subscribe(session: SessionApi | null): void {
    if (session === this.#session) return;
    this.#session?.removeEventListener('change', this.#change);
    this.#session?.removeEventListener('notice', this.#notice);
    this.#session = session;
    session?.addEventListener('change', this.#change);
    session?.addEventListener('notice', this.#notice);
  }

  readonly #change = (): void => this.#host.requestUpdate();
  readonly #notice = (event: CustomEvent<Notice>): void => this.#onNotice(event.detail);
}
