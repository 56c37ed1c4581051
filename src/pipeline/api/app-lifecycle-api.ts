/** What the interface sees of the page itself: installing, new versions, being complete offline. */

/** `ios`: Safari has no prompt; the way is its share menu. */
export type InstallState = 'unavailable' | 'possible' | 'ios' | 'installed';

/**
 * `waiting`: a new version is there. `after-work`: the user wants it, and it comes when the take or HQ still is done.
 * `replaced`: another tab let it in, this page still runs the old code.
 */
export type UpdateState = 'none' | 'waiting' | 'after-work' | 'replaced';

export interface AppLifecycleState {
  readonly install: InstallState;
  readonly update: UpdateState;
  /** `ready`: everything is kept, the app starts without a network. */
  readonly offline: 'unavailable' | 'preparing' | 'ready';
}

export interface AppLifecycleEvents {
  change: Event;
  /** This is a fitting moment to offer installing. */
  'install-moment': Event;
  /** Something was wanted that is not kept yet, and there is no network. */
  'part-missing': Event;
}

export interface AppLifecycleApi {
  readonly state: AppLifecycleState;
  addEventListener(
    type: keyof AppLifecycleEvents,
    listener: () => void,
    options?: AddEventListenerOptions,
  ): void;
  removeEventListener(type: keyof AppLifecycleEvents, listener: () => void): void;
  /** The user just got something good (a still, a take): may be the moment to offer installing. */
  noteSuccess(): void;
  /** Shows the browser's own question; call it from a click. */
  install(): Promise<void>;
  /** The user does not want to be asked again for a while. */
  postponeInstall(): void;
  /** Lets the new version in, as soon as no tab has work in hand. */
  update(): Promise<void>;
}
