/**
 * Acts on the events of the live picture that bubble up to its host: each becomes a call of the session. Listens while
 * the host is connected. Apart from the app element, which says where everything is.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SessionApi } from '../../pipeline/api/session-api';
import type { ImpastoEvent, ImpastoEvents } from '../controls/events';
import { titleOf } from '../sharing/files';
import { tellUnexpected } from '../controls/tell-unexpected';
import type { ImpastoToasts } from '../controls/toasts';
import { neighbour } from '../stage/style-swipe';
import type { PictureInPicture } from '../stage/picture-in-picture';
import { strings } from '../strings/strings';

export interface SessionActionsHost extends ReactiveControllerHost, EventTarget {
  readonly session: SessionApi | null;
}

type Job<K extends keyof ImpastoEvents> = (session: SessionApi, detail: ImpastoEvents[K]) => unknown;

export class SessionActions implements ReactiveController {
  readonly #host: SessionActionsHost;
  readonly #toasts: () => ImpastoToasts;
  readonly #handlers: readonly (readonly [keyof ImpastoEvents, EventListener])[];
  /** Made when it is first wanted. */
  #pip: PictureInPicture | null = null;

  /** @param toasts asked when there is something to say. */
  constructor(host: SessionActionsHost, toasts: () => ImpastoToasts) {
    this.#host = host;
    this.#toasts = toasts;
    this.#handlers = [
      this.#on('style-choose', (session, { id }) => session.styles.choose(id)),
      this.#on('style-remove', (session, { id }) => session.styles.remove(id)),
      this.#on('style-snapshot', (session) => session.styles.addFrame(strings.snapshotTitle())),
      this.#on('style-favourite', (session, { id, on }) => session.styles.setFavourite(id, on)),
      this.#on('style-move', (session, { id, before }) => session.styles.moveStyle(id, before)),
      this.#on('look-surprise', (session, { what }) => session.styles.surprise(what)),
      this.#on('look-undo', (session) => session.styles.undo()),
      this.#on('mix-change', (session, { parts }) => session.styles.setMix(parts)),
      this.#on('two-set', (session, { on }) => session.styles.two.setOn(on)),
      this.#on('two-take', (session, { which }) => session.styles.two.take(which)),
      this.#on('two-swap', (session) => session.styles.two.swap()),
      this.#on('two-place', (session, place) => session.styles.two.setPlace(place)),
      this.#on('brush-begin', ({ styles }, { tool, spot }) => styles.two.brush.begin(tool, spot)),
      this.#on('brush-to', ({ styles }, { spots }) => styles.two.brush.to(spots)),
      this.#on('brush-end', ({ styles }) => styles.two.brush.end()),
      this.#on('brush-undo', ({ styles }) => styles.two.brush.undo()),
      this.#on('brush-clear', ({ styles }) => styles.two.brush.clear()),
      this.#on('style-file', (session, { file }) => session.styles.add(file, titleOf(file))),
      this.#on('content-file', (session, { file }) => session.sources.openFile(file)),
      this.#on('strength-change', (session, { strength }) => session.styles.setStrength(strength)),
      this.#on('camera-open', (session, { deviceId }) =>
        session.sources.openCamera(deviceId === '' ? undefined : deviceId),
      ),
      this.#on('camera-flip', (session) => this.#flip(session)),
      this.#on('playback-toggle', (session) => session.sources.togglePlayback()),
      this.#on('retry-request', (session) => session.retry()),
      this.#on('stage-resize', (session, { width, height }) => session.live.setStageSize(width, height)),
      this.#on('split-change', (session, { at }) => session.settings.change({ splitAt: at })),
      this.#on('settings-change', (session, change) => session.settings.change(change)),
      this.#on('zoom-change', (session, { scale }) => {
        if (session.snapshot.source.kind === 'camera')
          session.cameraControls.setZoom(session.snapshot.cameraControls.zoom * scale);
      }),
      this.#on('torch-change', (session, { on }) => session.cameraControls.setTorch(on)),
      this.#on('pip-toggle', (session) => this.#togglePip(session)),
    ];
    host.addController(this);
  }

  /** The picture floats above other windows. */
  get floating(): boolean {
    return this.#pip?.open === true;
  }

  hostConnected(): void {
    for (const [type, handler] of this.#handlers) this.#host.addEventListener(type, handler);
  }

  hostDisconnected(): void {
    for (const [type, handler] of this.#handlers) this.#host.removeEventListener(type, handler);
    this.#pip?.destroy();
  }

  /** Runs a job of the session, once there is one. */
  run(job: (session: SessionApi) => unknown): void {
    const { session } = this.#host;
    if (session) tellUnexpected(job(session), this.#toasts);
  }

  /** The next style in the order, or the last. @param step -1 or 1 */
  stepStyle(step: number): void {
    this.run((session) => {
      const { styles, settings } = session.snapshot;
      const next = neighbour(styles, settings.styleId, step);
      if (next) session.styles.choose(next.id);
    });
  }

  /** Two styles in one picture, or one again. */
  toggleTwo(): void {
    this.run(({ snapshot, styles }) => styles.two.setOn(snapshot.settings.second === null));
  }

  #on<K extends keyof ImpastoEvents>(type: K, job: Job<K>): readonly [K, EventListener] {
    const handler = (event: Event): void =>
      this.run((session) => job(session, (event as ImpastoEvent<K>).detail));
    return [type, handler];
  }

  #flip(session: SessionApi): Promise<void> | undefined {
    return session.snapshot.source.kind === 'camera' ? session.sources.flip() : undefined;
  }

  async #togglePip(session: SessionApi): Promise<void> {
    const { canvas } = session.snapshot.stage;
    try {
      // The tools have loaded it: the browser still knows of the press.
      this.#pip ??= new (await import('../stage/picture-in-picture')).PictureInPicture();
      if (this.#pip.open) await this.#pip.close();
      else if (canvas) await this.#pip.show(canvas);
    } catch (error) {
      console.error(error);
      this.#toasts().show({ kind: 'error', text: strings.pipRefused() });
    }
    this.#host.requestUpdate();
  }
}
