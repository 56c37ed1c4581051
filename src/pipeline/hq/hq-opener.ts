/** Where HQ stills are opened, one at a time. Owns the open one. What computes it is loaded when it is first wanted. */
import type { HqApi, HqOpenerApi } from '../api/hq-state';
import type { Notice } from '../api/session-state';
import type { EngineSupervisor, PerceptualNetworkLoader } from '../engine/engine-supervisor';
import type { LivePicture } from '../live/live-picture';
import type { SourceManager } from '../sources/source-manager';
import type { Activity } from '../state/activity';
import type { AppSettings } from '../state/app-settings';
import type { StyleChoice } from '../styles/style-choice';
import type { StyleLibrary } from '../library/style-library';
import type { TakeLibrary } from '../takes/take-library';
import { hasKeptRun } from './hq-resumable';

export interface HqOpenerDeps {
  readonly engine: EngineSupervisor;
  readonly library: StyleLibrary;
  readonly live: LivePicture;
  readonly sources: SourceManager;
  readonly choice: StyleChoice;
  readonly settings: AppSettings;
  readonly activity: Activity;
  readonly takes: Pick<TakeLibrary, 'addFilm'>;
  readonly loadPerceptualNetwork: PerceptualNetworkLoader;
  readonly notify: (notice: Notice) => void;
}

export class HqOpener implements HqOpenerApi {
  readonly #deps: HqOpenerDeps;
  #still: HqApi | null = null;
  #destroyed = false;

  constructor(deps: HqOpenerDeps) {
    this.#deps = deps;
  }

  async open(what: 'frame' | 'kept', signal?: AbortSignal): Promise<HqApi | null> {
    const { activity, notify } = this.#deps;
    const end = activity.beginOrTell('hq', notify);
    if (!end) return null;
    try {
      const still = await this.#open(what, end, signal);
      if (this.#destroyed) {
        still?.close();
        return null;
      }
      this.#still = still;
      if (!still) notify({ code: 'no-frame-yet' });
      return still;
    } finally {
      if (!this.#still) end();
    }
  }

  /** Says when a run of an earlier visit, or one that was closed in the middle, can be resumed. */
  async offerKept(): Promise<void> {
    if (!this.#still && (await hasKeptRun())) this.#deps.notify({ code: 'hq-waiting' });
  }

  /** Idempotent. */
  destroy(): void {
    this.#destroyed = true;
    const still = this.#still;
    this.#still = null;
    still?.close();
  }

  async #open(what: 'frame' | 'kept', end: () => void, signal?: AbortSignal): Promise<HqApi | null> {
    const { engine, library, live, sources, choice, settings, takes, loadPerceptualNetwork } = this.#deps;
    const { openHq } = await import('./hq-open');
    const client = engine.running?.client;
    const onClosed = (): void => {
      this.#still = null;
      end();
      void this.offerKept();
    };
    return openHq(
      what,
      {
        loadPerceptualNetwork,
        library,
        renderer: live.renderer,
        settings: settings.current,
        source: sources.current,
        client: client && choice.isReady(client) ? client : null,
        lookFor: (aspect) => choice.lookFor(aspect),
        keepFilm: (pictures, name) => takes.addFilm(pictures, name),
        onClosed,
      },
      signal,
    );
  }
}
