/**
 * The page's side of the service worker, through `workbox-window`: registers it, tells when a new version waits, hands
 * over to it. Owns its listeners; `destroy()` ends them (the worker itself lives on, that is its purpose).
 */
import { Workbox } from 'workbox-window';
import type { Completion } from './offline.protocol';

/** How often a page that stays open looks for a new version, ms. */
const checkEveryMs = 60 * 60 * 1000;

export interface OfflineEvents {
  /** A new version is there and waits to be let in. */
  readonly onWaiting: () => void;
  /** Another tab let a new version in; this page still runs the old code. */
  readonly onReplaced: () => void;
}

export class OfflineClient {
  readonly #workbox = new Workbox('./offline.worker.js');
  readonly #listeners = new AbortController();
  readonly #events: OfflineEvents;
  #timer: ReturnType<typeof setInterval> | undefined;
  #handingOver = false;

  constructor(events: OfflineEvents) {
    this.#events = events;
  }

  /** Registers the worker. Resolves when it controls this page; rejects when the browser refuses it. */
  async register(signal?: AbortSignal): Promise<void> {
    this.#workbox.addEventListener('waiting', () => this.#events.onWaiting());
    this.#workbox.addEventListener('controlling', ({ isUpdate, isExternal }) => {
      if (this.#handingOver) location.reload();
      else if (isUpdate === true || isExternal === true) this.#events.onReplaced();
    });
    await this.#workbox.register({ immediate: true });
    signal?.throwIfAborted();
    const check = (): void => void this.#workbox.update().catch(() => undefined);
    this.#timer = setInterval(check, checkEveryMs);
    document.addEventListener('visibilitychange', () => !document.hidden && check(), {
      signal: this.#listeners.signal,
    });
    await this.#workbox.controlling;
    signal?.throwIfAborted();
  }

  /** Has the worker fetch what is missing of the gallery, and says how much is kept. */
  async complete(): Promise<Completion> {
    return (await this.#workbox.messageSW({ type: 'COMPLETE' })) as Completion;
  }

  /** Lets the waiting version in; the page is loaded anew when it has taken over. */
  handOver(): void {
    this.#handingOver = true;
    this.#workbox.messageSkipWaiting();
  }

  /** Idempotent. */
  destroy(): void {
    this.#listeners.abort();
    clearInterval(this.#timer);
  }
}
