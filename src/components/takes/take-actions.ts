/**
 * Acts on the events of recording and takes that bubble up to its host, and tells the person what came of it. Listens
 * while the host is connected. Apart from the app element, which has enough to do with the live picture.
 */
import type { LitElement, ReactiveController } from 'lit';
import type { SessionApi } from '../../pipeline/api/session-api';
import type { TakesApi } from '../../pipeline/api/takes-api';
import type { TakeNotice } from '../../pipeline/api/takes-state';
import type { ImpastoEvent, ImpastoEvents } from '../controls/events';
import type { ImpastoConvert } from './convert';
import type { ImpastoTakes } from './takes';
import { tellUnexpected } from '../controls/tell-unexpected';
import type { ImpastoToasts } from '../controls/toasts';
import { SubscriptionController } from '../controls/subscription-controller';
import {
  clockText,
  isTakeError,
  recordingStrings,
  sizeText,
  takeNoticeText,
} from '../strings/recording-strings';

export interface TakeActionsHost extends LitElement {
  readonly session: SessionApi | null;
}

/** What the actions need to see of the app. */
export interface TakeViews {
  readonly toasts: () => ImpastoToasts;
  readonly library: () => ImpastoTakes;
  readonly convertSheet: () => ImpastoConvert;
  /** Lets the person pick a video, which then comes to `convert`. */
  readonly pickVideo: () => void;
}

type Job<K extends keyof ImpastoEvents> = (session: SessionApi, detail: ImpastoEvents[K]) => unknown;

export class TakeActions implements ReactiveController {
  readonly #host: TakeActionsHost;
  readonly #views: TakeViews;
  readonly #handlers: readonly (readonly [keyof ImpastoEvents, EventListener])[];
  #offered = false;

  constructor(host: TakeActionsHost, views: TakeViews) {
    this.#host = host;
    this.#views = views;
    this.#handlers = [
      this.#on('record-start', ({ recording }) => recording.start()),
      this.#on('record-stop', ({ recording }) => recording.stop()),
      this.#on('record-pause', ({ recording }) => recording.pause()),
      this.#on('record-resume', ({ recording }) => recording.resume()),
      this.#on('sound-change', ({ recording }, { on }) => recording.setSound(on)),
      this.#on('glide-change', ({ recording }, { on }) => recording.setGlide(on)),
      this.#on('takes-open', () => this.#openLibrary()),
      this.#on('take-rename', ({ takes }, { id, name }) => takes.rename(id, name)),
      this.#on('take-save', ({ takes }, { id }) => takes.save(id)),
      this.#on('take-share', ({ takes }, { id }) => takes.share(id)),
      this.#on('take-loop', ({ takes }, { id, start, format }) => takes.makeLoop(id, start, format)),
      this.#on('take-remove', ({ takes }, { id }) => takes.remove(id)),
      this.#on('take-recover', ({ takes }, { id }) => takes.recover(id)),
      this.#on('take-discard', ({ takes }, { id }) => takes.discard(id)),
      this.#on('take-open', (_session, { id }) => this.#openLibrary(id)),
      this.#on('convert-open', async (_session, { what }) => {
        if (what === 'source') await this.convert(null);
        else views.pickVideo();
      }),
      this.#on('convert-start', ({ conversion }) => conversion.current?.start()),
      this.#on('convert-cancel', ({ conversion }) => conversion.current?.cancel()),
    ];
    host.addController(this);
    new SubscriptionController(host, () => host.session?.takes ?? null, {
      onChange: (takes) => this.#offerCutOff(takes),
    });
    new SubscriptionController(host, () => host.session, {
      onChange: () => undefined,
      listen: (session, signal) =>
        session.addEventListener('take-notice', ({ detail }) => this.#announce(detail), { signal }),
    });
  }

  hostConnected(): void {
    for (const [type, handler] of this.#handlers) this.#host.addEventListener(type, handler);
  }

  hostDisconnected(): void {
    for (const [type, handler] of this.#handlers) this.#host.removeEventListener(type, handler);
  }

  /** Starts or ends a recording, or calls off one that is starting: the key for it. */
  toggleRecording(): void {
    const recording = this.#host.session?.recording;
    if (!recording) return;
    this.#run(recording.snapshot.state.kind === 'idle' ? recording.start() : recording.stop());
  }

  /** Library and conversion are loaded when they are first wanted: the camera must not wait for them. */
  async #openLibrary(id: string | null = null): Promise<void> {
    await import('./takes');
    this.#views.library().show(id);
  }

  /** A modal dialog covers the app's own messages. */
  #toasts(): ImpastoToasts {
    const library = this.#views.library();
    return library.showing ? library.toasts : this.#views.toasts();
  }

  /** Opens the conversion sheet for a file. @param file null takes the video that is the source */
  async convert(file: File | null): Promise<void> {
    await import('./convert');
    const sheet = this.#views.convertSheet();
    sheet.show();
    const converter = await this.#host.session?.conversion.load();
    if (!converter) return;
    sheet.converter = converter;
    await converter.open(file);
  }

  #on<K extends keyof ImpastoEvents>(type: K, job: Job<K>): readonly [K, EventListener] {
    const handler = (event: Event): void => {
      const { session } = this.#host;
      if (session) this.#run(job(session, (event as ImpastoEvent<K>).detail));
    };
    return [type, handler];
  }

  #run(job: unknown): void {
    tellUnexpected(job, () => this.#toasts());
  }

  /** Once a visit, as soon as it is known: a recording was cut off. */
  #offerCutOff({ snapshot }: TakesApi): void {
    if (this.#offered || snapshot.cutOff.length === 0) return;
    this.#offered = true;
    void this.#host.updateComplete.then(() => this.#openLibrary());
  }

  #announce(notice: TakeNotice): void {
    const toasts = this.#toasts();
    const text = takeNoticeText(notice);
    const kind = isTakeError(notice) ? 'error' : 'info';
    switch (notice.code) {
      case 'take-saved': {
        const { id, duration, sizeBytes } = notice.take;
        toasts.show({
          kind,
          text,
          detail: `${clockText(duration)}, ${sizeText(sizeBytes)}`,
          action: { label: recordingStrings.open(), run: () => void this.#openLibrary(id) },
        });
        return;
      }
      case 'take-removed':
        toasts.show({ kind, text, action: { label: recordingStrings.undo(), run: notice.undo } });
        return;
      default:
        toasts.show({ kind, text });
    }
  }
}
