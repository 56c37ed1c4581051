/**
 * Acts on the events of recording and takes that bubble up to its host, and tells the person what came of it. Listens
 * while the host is connected. Apart from the app element, which has enough to do with the live picture.
 */
import type { LitElement, ReactiveController } from 'lit';
import type { SessionApi } from '../../pipeline/api/session-api';
import type { TakesApi } from '../../pipeline/api/takes-api';
import type { TakeNotice } from '../../pipeline/api/takes-state';
import { isAbortError } from '../../shared/abort';
import { isMissingPart } from '../../shared/missing-part';
import type { ImpastoEvent, ImpastoEvents } from '../controls/events';
import type { ImpastoConvert } from './convert';
import type { ImpastoTakes } from './takes';
import type { ImpastoToasts } from '../controls/toasts';
import { strings } from '../strings/strings';
import { SubscriptionController } from '../controls/subscription-controller';
import { isTakeError, sizeText, clockText, takeNoticeText, takeStrings } from './take-strings';

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

type Job<K extends keyof ImpastoEvents> = (takes: TakesApi, detail: ImpastoEvents[K]) => unknown;

export class TakeActions implements ReactiveController {
  readonly #host: TakeActionsHost;
  readonly #views: TakeViews;
  readonly #handlers: readonly (readonly [keyof ImpastoEvents, EventListener])[];
  #offered = false;

  constructor(host: TakeActionsHost, views: TakeViews) {
    this.#host = host;
    this.#views = views;
    this.#handlers = [
      this.#on('record-start', (takes) => takes.startRecording()),
      this.#on('record-stop', (takes) => takes.stopRecording()),
      this.#on('record-pause', (takes) => {
        takes.pauseRecording();
      }),
      this.#on('record-resume', (takes) => {
        takes.resumeRecording();
      }),
      this.#on('sound-change', (takes, { on }) => takes.setSound(on)),
      this.#on('glide-change', (takes, { on }) => takes.setGlide(on)),
      this.#on('takes-open', () => this.#openLibrary()),
      this.#on('take-rename', (takes, { id, name }) => takes.rename(id, name)),
      this.#on('take-save', (takes, { id }) => takes.save(id)),
      this.#on('take-share', (takes, { id }) => takes.share(id)),
      this.#on('take-loop', (takes, { id, start, format }) => takes.makeLoop(id, start, format)),
      this.#on('take-remove', (takes, { id }) => takes.remove(id)),
      this.#on('take-recover', (takes, { id }) => takes.recover(id)),
      this.#on('take-discard', (takes, { id }) => takes.discard(id)),
      this.#on('take-open', (_takes, { id }) => this.#openLibrary(id)),
      this.#on('convert-open', async (_takes, { what }) => {
        if (what === 'source') await this.convert(null);
        else views.pickVideo();
      }),
      this.#on('convert-start', (takes) => takes.converter?.start()),
      this.#on('convert-cancel', (takes) => {
        takes.converter?.cancel();
      }),
    ];
    host.addController(this);
    new SubscriptionController(host, () => host.session?.takes ?? null, {
      onChange: (takes) => this.#offerCutOff(takes),
      listen: (takes, signal) =>
        takes.addEventListener('notice', ({ detail }) => this.#announce(detail), { signal }),
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
    const takes = this.#host.session?.takes;
    if (!takes) return;
    this.#run(takes.snapshot.recording.kind === 'idle' ? takes.startRecording() : takes.stopRecording());
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
    const converter = await this.#host.session?.takes.loadConverter();
    if (!converter) return;
    sheet.converter = converter;
    await converter.open(file);
  }

  #on<K extends keyof ImpastoEvents>(type: K, job: Job<K>): readonly [K, EventListener] {
    const handler = (event: Event): void => {
      const takes = this.#host.session?.takes;
      if (takes) this.#run(job(takes, (event as ImpastoEvent<K>).detail));
    };
    return [type, handler];
  }

  /** Problems arrive as notices, so what is thrown is unexpected. */
  #run(job: unknown): void {
    if (!(job instanceof Promise)) return;
    job.catch((error: unknown) => {
      if (isAbortError(error) || isMissingPart(error)) return;
      console.error(error);
      this.#toasts().show({ kind: 'error', text: strings.unexpected() });
    });
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
          action: { label: takeStrings.open(), run: () => void this.#openLibrary(id) },
        });
        return;
      }
      case 'take-removed':
        toasts.show({ kind, text, action: { label: takeStrings.undo(), run: notice.undo } });
        return;
      default:
        toasts.show({ kind, text });
    }
  }
}
