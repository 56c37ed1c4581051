/**
 * Installing the app: keeps the browser's prompt for a fitting moment, knows iOS's own way, asks for persistent storage
 * once installed. Keeps count in `localStorage`; owns its listeners.
 */
import * as v from 'valibot';
import { LocalStore } from '../storage/local-store';
import type { InstallState } from '../api/app-lifecycle-api';

/** After "not now" nobody is asked for this long, ms. */
const quietMs = 30 * 24 * 60 * 60 * 1000;

const schema = v.object({
  visits: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  /** ms since 1970 */
  postponedAt: v.fallback(v.number(), 0),
});

/** Chromium's event (https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface). */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

export class Installation {
  readonly #memory = new LocalStore('impasto.install', schema);
  readonly #onChange: () => void;
  readonly #listeners = new AbortController();
  #prompt: InstallPrompt | null = null;
  #state: InstallState;
  #asked = false;

  /** Make it as early as possible: the browser's event comes once. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#memory.change({ visits: this.#memory.current.visits + 1 });
    this.#state = runsInstalled() ? 'installed' : isIosSafari() ? 'ios' : 'unavailable';
    // An installed app may have been refused persistence at first; the browser decides anew each time.
    if (this.#state === 'installed') void persistStorage();
    const { signal } = this.#listeners;
    window.addEventListener(
      'beforeinstallprompt',
      (event) => {
        event.preventDefault();
        this.#prompt = event as InstallPrompt;
        this.#setState('possible');
      },
      { signal },
    );
    window.addEventListener(
      'appinstalled',
      () => {
        this.#prompt = null;
        this.#setState('installed');
        void persistStorage();
      },
      { signal },
    );
  }

  get state(): InstallState {
    return this.#state;
  }

  /** True once a visit, when asking now would be fitting: after a success, or for those who came back. */
  isMoment(success: boolean): boolean {
    const possible = this.#state === 'possible' || this.#state === 'ios';
    const quiet = Date.now() - this.#memory.current.postponedAt < quietMs;
    if (!possible || quiet || this.#asked || !(success || this.#memory.current.visits > 2)) return false;
    this.#asked = true;
    return true;
  }

  async install(): Promise<void> {
    const prompt = this.#prompt;
    if (!prompt) return;
    // A prompt may be shown once.
    this.#prompt = null;
    await prompt.prompt();
    const { outcome } = await prompt.userChoice;
    if (outcome === 'dismissed') {
      this.postpone();
      this.#setState('unavailable');
    } else await persistStorage();
  }

  postpone(): void {
    this.#memory.change({ postponedAt: Date.now() });
  }

  /** Idempotent. */
  destroy(): void {
    this.#listeners.abort();
  }

  #setState(state: InstallState): void {
    this.#state = state;
    this.#onChange();
  }
}

/**
 * Asks the browser to keep what is stored also when space is short. Resolves to whether it will.
 * Call it when the user installs or records: then they have something to lose.
 */
export async function persistStorage(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

function runsInstalled(): boolean {
  const standalone = (navigator as { standalone?: boolean }).standalone === true;
  return standalone || matchMedia('(display-mode: standalone), (display-mode: minimal-ui)').matches;
}

/** Safari on iPhone and iPad installs by its share menu only. iPads call themselves Macs, but have a touch screen. */
function isIosSafari(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  const ios = /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
  return ios && userAgent.includes('Safari/') && !/CriOS|FxiOS|EdgiOS/.test(userAgent);
}
