/** Taking a still: at once, or when the timer has run out. Saves the file and says so. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SessionApi } from '../../pipeline/api/session-api';
import { download } from '../../shared/files/download';
import type { ImpastoToasts } from '../controls/toasts';
import type { ImpastoCountdown } from '../stage/countdown';
import { tick } from '../stage/haptics';
import { strings } from '../strings/strings';

type Host = ReactiveControllerHost & { readonly session: SessionApi | null };

/** What the actions need of the app. */
export interface StillViews {
  /** Runs a job of the session and tells what it throws. */
  readonly run: (job: (session: SessionApi) => unknown) => void;
  readonly toasts: () => ImpastoToasts;
  readonly countdown: () => ImpastoCountdown;
  /** Lights the stage up for a moment. */
  readonly flash: () => void;
  /** The countdown is loaded when it is first wanted. */
  readonly loadCountdown: () => Promise<unknown>;
  readonly onSaved: () => void;
}

export class StillActions implements ReactiveController {
  readonly #host: Host;
  readonly #views: StillViews;
  #saving = false;

  constructor(host: Host, views: StillViews) {
    this.#host = host;
    this.#views = views;
    host.addController(this);
  }

  /** A still is being made. */
  get saving(): boolean {
    return this.#saving;
  }

  hostDisconnected(): void {
    this.#set(false);
  }

  /** While the timer runs, another press calls it off. */
  take(): void {
    const { run, countdown, loadCountdown } = this.#views;
    const timer = this.#host.session?.snapshot.settings.timer ?? 0;
    if (countdown().running) countdown().cancel();
    else if (timer === 0) this.#now();
    else
      run(async () => {
        await loadCountdown();
        countdown().start(timer, () => this.#now());
      });
  }

  #now(): void {
    if (this.#saving) return;
    this.#set(true);
    tick();
    this.#views.flash();
    this.#views.run(async (session) => {
      try {
        const still = await session.takeStill();
        if (!still) return;
        download(still.blob, still.name);
        this.#views.toasts().show({
          kind: 'info',
          text: strings.stillSaved(),
          detail: strings.stillDetail(still.width, still.height),
          picture: still.blob,
        });
        this.#views.onSaved();
      } finally {
        this.#set(false);
      }
    });
  }

  #set(saving: boolean): void {
    this.#saving = saving;
    this.#host.requestUpdate();
  }
}
