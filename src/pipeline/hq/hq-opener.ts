/**
 * Where HQ stills are opened, one at a time. Owns the open one. What computes it is loaded when it is first wanted.
 */

import type { EngineSupervisor, PerceptualNetworkLoader } from '../engine/engine-supervisor';
import { hasKeptRun } from './hq-resumable';
import type { HqApi } from '../api/hq-state';
import type { LiveRenderer } from '../live/live-renderer';
import type { Settings } from '../api/session-state';
import type { SourceManager } from '../sources/source-manager';
import type { StyleChoice } from '../styles/style-choice';
import type { StyleLibrary } from '../styles/style-library';
import { updateBlocker } from '../state/update-blocker';

export interface HqOpenerEvents {
  /** A run of an earlier visit, or one that was closed in the middle, can be gone on with. */
  readonly onWaiting: () => void;
  /** It was closed: live rendering goes on. */
  readonly onClosed: () => void;
}

/** The parts of a session that HQ stills are made from; they stay the session's. */
export interface HqOpenerDeps {
  readonly host: EngineSupervisor;
  readonly library: StyleLibrary;
  readonly renderer: LiveRenderer;
  readonly sources: SourceManager;
  readonly choice: StyleChoice;
  readonly loadPerceptualNetwork: PerceptualNetworkLoader;
}

export class HqOpener {
  readonly #parts: HqOpenerDeps;
  readonly #settings: () => Settings;
  readonly #events: HqOpenerEvents;
  #still: HqApi | null = null;

  /** @param settings asked at each opening. */
  constructor(parts: HqOpenerDeps, settings: () => Settings, events: HqOpenerEvents) {
    this.#parts = parts;
    this.#settings = settings;
    this.#events = events;
  }

  /** True while one is open: it needs the whole machine, and covers the screen. */
  get busy(): boolean {
    return this.#still !== null;
  }

  /** @returns null when there is no frame. @throws ImpastoError when the frame cannot be read; AbortError. */
  async open(what: 'frame' | 'kept', signal?: AbortSignal): Promise<HqApi | null> {
    this.#still?.close();
    const { openHq } = await import('./hq-open');
    const done = updateBlocker.begin();
    const onClosed = (): void => {
      done();
      this.#still = null;
      this.#events.onClosed();
      void this.offerKept();
    };
    const { host, library, renderer, sources, choice, loadPerceptualNetwork } = this.#parts;
    const engine = host.running?.client;
    const client = engine && choice.isReady(engine) ? engine : null;
    try {
      this.#still = await openHq(
        what,
        {
          loadPerceptualNetwork,
          library,
          renderer,
          settings: this.#settings(),
          source: sources.current,
          client,
          look: choice.look,
          onClosed,
        },
        signal,
      );
    } finally {
      if (!this.#still) done();
    }
    return this.#still;
  }

  async offerKept(): Promise<void> {
    if (!this.#still && (await hasKeptRun())) this.#events.onWaiting();
  }

  /** Idempotent. */
  destroy(): void {
    const still = this.#still;
    this.#still = null;
    still?.close();
  }
}
