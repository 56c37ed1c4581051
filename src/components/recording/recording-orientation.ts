/**
 * Holds the screen's orientation while a recording runs: a take that turned midway would change its shape. Works where
 * the system lets pages do so (installed, or full screen); elsewhere the recording goes on as before.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RecordingApi } from '../../pipeline/api/recording-api';

type Host = ReactiveControllerHost & { readonly recording: RecordingApi | null };

/** `lock` is not in TypeScript's DOM types: Safari lacks it. WebKitGTK lacks all of it (Screen Orientation API). */
interface LockableOrientation {
  readonly type: OrientationType;
  readonly lock?: (orientation: OrientationType) => Promise<void>;
  readonly unlock?: () => void;
}

export class RecordingOrientation implements ReactiveController {
  readonly #host: Host;
  #locked = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#hold(this.#host.recording?.snapshot.state.kind === 'recording');
  }

  hostDisconnected(): void {
    this.#hold(false);
  }

  #hold(wanted: boolean): void {
    if (wanted === this.#locked) return;
    this.#locked = wanted;
    // WebKitGTK has no `screen.orientation`.
    const { orientation } = screen as { readonly orientation?: LockableOrientation };
    if (wanted) orientation?.lock?.(orientation.type).catch(() => undefined);
    else orientation?.unlock?.();
  }
}
