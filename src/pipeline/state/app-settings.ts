/** The settings of this visit, and their copy that survives a reload. Announces each change. */
import { TypedTarget } from '../../shared/typed-target';
import type { Settings } from '../api/session-state';
import type { SettingsApi } from '../api/session-api';
import type { LocalStore } from '../storage/local-store';
import { openSettings } from '../storage/settings-store';

/** What the settings were before a change. */
export type SettingsChange = CustomEvent<{ readonly before: Settings }>;

export class AppSettings extends TypedTarget<{ change: SettingsChange }> implements SettingsApi {
  readonly #store: LocalStore<Settings>;
  #current: Settings;

  constructor(store = openSettings()) {
    super();
    this.#store = store;
    this.#current = store.current;
  }

  /** True when no settings were kept by an earlier visit. */
  get isNew(): boolean {
    return this.#store.isNew;
  }

  get current(): Settings {
    return this.#current;
  }

  /** Elements set what is free (`SettingsApi`); look and camera are set by the parts that look after them. */
  change(change: Partial<Settings>): void {
    this.#store.change(change);
    this.#set(change);
  }

  /** For this visit only: what is kept stays as it is. */
  useForNow(change: Partial<Settings>): void {
    this.#set(change);
  }

  #set(change: Partial<Settings>): void {
    const before = this.#current;
    this.#current = { ...before, ...change };
    this.dispatchEvent(new CustomEvent('change', { detail: { before } }));
  }
}
