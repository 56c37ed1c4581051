/**
 * The page around the session: installing, the service worker, new versions. Owns both parts; `destroy()` frees them.
 * Nothing here stops the camera: every failure leaves a page that works online.
 */
import type { OfflineClient } from '../../workers/offline/offline.client';
import { Installation } from './installation';
import type {
  AppLifecycleApi,
  AppLifecycleState,
  AppLifecycleEvents,
  UpdateState,
} from '../api/app-lifecycle-api';
import { updateBlocker } from '../state/update-blocker';

/** False on insecure pages, in some private windows, and in `vite dev`, which has no worker. */
function canWorkOffline(): boolean {
  return import.meta.env.PROD && 'serviceWorker' in navigator && isSecureContext;
}

export class AppLifecycle extends EventTarget implements AppLifecycleApi {
  readonly #installation = new Installation(() => this.#changed());
  #client: OfflineClient | null = null;
  readonly #life = new AbortController();
  #update: UpdateState = 'none';
  /** The new version runs already, in another tab or on the server: only loading this page anew takes it over. */
  #replaced = false;
  /** The person wants the new version: what comes meanwhile is not offered again. */
  #wanted = false;
  #offline: AppLifecycleState['offline'] = canWorkOffline() ? 'preparing' : 'unavailable';

  constructor() {
    super();
    // Online, a part of this version is gone from the server and from here: only the new version can go on.
    const missing = (): void => {
      if (navigator.onLine) this.#offerUpdate('replaced');
      else this.dispatchEvent(new Event('part-missing'));
    };
    window.addEventListener('vite:preloadError', missing, { signal: this.#life.signal });
  }

  get state(): AppLifecycleState {
    return { install: this.#installation.state, update: this.#update, offline: this.#offline };
  }

  override addEventListener(
    type: keyof AppLifecycleEvents,
    listener: () => void,
    options?: AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
  }

  override removeEventListener(type: keyof AppLifecycleEvents, listener: () => void): void {
    super.removeEventListener(type, listener);
  }

  /** Registers the worker and completes what the app needs offline. Call it when the first picture is done. */
  async prepareOffline(): Promise<void> {
    if (this.#offline === 'unavailable') return;
    try {
      // Only now: the camera does not wait for it.
      const { OfflineClient } = await import('../../workers/offline/offline.client');
      this.#life.signal.throwIfAborted();
      const client = (this.#client = new OfflineClient({
        onWaiting: () => this.#offerUpdate('waiting'),
        onReplaced: () => this.#offerUpdate('replaced'),
      }));
      await client.register(this.#life.signal);
      const { kept, total } = await client.complete();
      this.#offline = kept === total ? 'ready' : 'unavailable';
    } catch {
      this.#offline = 'unavailable';
    }
    this.#changed();
    this.#offerInstall(false);
  }

  noteSuccess(): void {
    this.#offerInstall(true);
  }

  async install(): Promise<void> {
    await this.#installation.install();
  }

  postponeInstall(): void {
    this.#installation.postpone();
  }

  async update(): Promise<void> {
    if (this.#wanted || this.#update === 'none') return;
    this.#wanted = true;
    try {
      await this.#idle();
      if (this.#replaced) location.reload();
      else this.#client?.handOver();
    } finally {
      this.#wanted = false;
    }
  }

  /** Idempotent. */
  destroy(): void {
    this.#life.abort();
    this.#client?.destroy();
    this.#installation.destroy();
  }

  /** Resolves when no tab has work in hand. @throws AbortError when this is destroyed. */
  async #idle(): Promise<void> {
    const { signal } = this.#life;
    if (!(await updateBlocker.isIdle())) {
      this.#setUpdate('after-work');
      await updateBlocker.idle(signal);
    }
    signal.throwIfAborted();
  }

  #offerInstall(success: boolean): void {
    if (this.#installation.isMoment(success)) this.dispatchEvent(new Event('install-moment'));
  }

  #offerUpdate(update: 'waiting' | 'replaced'): void {
    this.#replaced ||= update === 'replaced';
    if (!this.#wanted) this.#setUpdate(update);
  }

  #setUpdate(update: UpdateState): void {
    this.#update = update;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
