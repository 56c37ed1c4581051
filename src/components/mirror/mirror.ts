import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MirrorApi, MirrorPhoto } from '../../pipeline/api/mirror-api';
import type { SessionSnapshot } from '../../pipeline/api/session-state';
import { isAbortError } from '../../shared/async/abort';
import { download } from '../../shared/files/download';
import { emit } from '../controls/events';
import '../controls/icon';
import { SubscriptionController } from '../controls/subscription-controller';
import '../stage/countdown';
import type { ImpastoCountdown } from '../stage/countdown';
import { controls } from '../theme/controls';
import type { FullScreen } from './full-screen';
import { GamepadRemote } from './gamepad-remote';
import { KeyRemote } from './key-remote';
import { MediaRemote } from './media-remote';
import { mirrorPanel } from './mirror-panel';
import { mirrorStrings, troubleText } from './mirror-strings';
import { mirrorStyles } from './mirror-styles';
import type { Remote } from './remote';

/** The way out is seen so long after the last touch, and a note as long, ms. */
const shownMs = 5000;
/** So many tries to get the picture back may be in vain before it is said. */
const quietTries = 2;

/** What was said last. `quiet`: for screen readers only. */
type Note =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'said';
      readonly text: string;
      readonly quiet: boolean;
      readonly pictureUrl: string;
    };

/**
 * What lies over the picture in mirror mode: nothing that is seen, until a tap or Escape shows the way out. Listens to keys,
 * gamepads and media keys meanwhile.
 *
 * @fires mirror-close - The person leaves.
 * @fires mirror-flash - A photo is taken.
 */
@customElement('impasto-mirror')
export class ImpastoMirror extends LitElement {
  static override readonly styles = [controls, mirrorStyles];

  @property({ attribute: false }) mirror: MirrorApi | null = null;
  @property({ attribute: false }) snapshot: SessionSnapshot | null = null;
  @property({ attribute: false }) fullScreen: FullScreen | null = null;
  /** A stream: what is said is for screen readers only. */
  @property({ type: Boolean }) discreet = false;
  /** Shows the way out at first. */
  @property({ type: Boolean }) greeting = false;

  @state() private shown = false;
  @state() private note: Note = { kind: 'none' };

  @query('.panel') private readonly panel!: HTMLElement;
  @query('.leave') private readonly leave!: HTMLElement;
  @query('impasto-countdown') private readonly countdown!: ImpastoCountdown;

  readonly #remote: Remote = {
    step: (step) => this.#step(step),
    toggleHold: () => this.#toggleHold(),
    photo: () => this.#photo(),
    countDown: () => this.#countDown(),
    toggleFullScreen: () => void this.fullScreen?.toggle(),
    wayOut: () => this.#wayOut(),
  };
  readonly #media = new MediaRemote(this, this.#remote, () => this.#held);
  #life = new AbortController();
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #forgetting: ReturnType<typeof setTimeout> | undefined;
  /** A person asked for another style: its title is said when it is there. */
  #titleOwed = false;

  constructor() {
    super();
    new SubscriptionController(this, () => this.mirror);
    new KeyRemote(this, this.#remote);
    new GamepadRemote(this, this.#remote);
    this.addController({
      hostConnected: () => {
        this.#life = new AbortController();
        const { signal } = this.#life;
        // Escape ends full screen without a word to the page: here it means the way out all the same.
        document.addEventListener(
          'fullscreenchange',
          () => {
            if (!document.fullscreenElement) this.#show();
          },
          { signal },
        );
      },
      hostDisconnected: () => {
        this.#life.abort();
        clearTimeout(this.#hiding);
        this.#forget();
      },
    });
  }

  protected override firstUpdated(): void {
    // After the first render: a live region that appears with its text is not announced.
    setTimeout(() => {
      if (this.note.kind === 'none') this.#say(mirrorStrings.entered(), { quiet: !this.greeting });
    });
    if (this.greeting) this.#show();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('snapshot')) return;
    const style = this.#style;
    this.#media.show(style);
    if (!this.#titleOwed || this.snapshot?.encodingStyleId !== null || !style) return;
    this.#titleOwed = false;
    this.#say(style.title, { quiet: true });
  }

  get #held(): boolean {
    return this.mirror?.snapshot.held === true;
  }

  get #style(): SessionSnapshot['styles'][number] | undefined {
    const { styles = [], settings } = this.snapshot ?? {};
    return styles.find(({ id }) => id === settings?.styleId);
  }

  #step(step: -1 | 1): void {
    this.#titleOwed = true;
    this.mirror?.step(step);
  }

  #toggleHold(): void {
    const held = !this.#held;
    this.mirror?.setHeld(held);
    this.#media.show(this.#style);
    this.#say(held ? mirrorStrings.holding(this.#style?.title ?? '') : mirrorStrings.goingOn());
  }

  #countDown(): void {
    if (this.countdown.running) this.countdown.cancel();
    else this.countdown.start(this.snapshot?.settings.mirrorCountdown ?? 3, () => this.#photo());
  }

  #photo(): void {
    const { mirror } = this;
    if (!mirror || mirror.snapshot.taking) return;
    this.countdown.cancel();
    emit(this, 'mirror-flash');
    const { signal } = this.#life;
    mirror.photo(signal).then(
      (photo) => {
        if (photo && !signal.aborted) this.#tell(photo);
      },
      (error: unknown) => {
        if (isAbortError(error) || signal.aborted) return;
        console.error(error);
        this.#say(mirrorStrings.photoFailed());
      },
    );
  }

  #tell(photo: MirrorPhoto): void {
    switch (photo.kind) {
      case 'none':
        this.#say(mirrorStrings.noPhoto());
        break;
      case 'kept':
        this.#say(mirrorStrings.photoKept(), { picture: photo.still.blob });
        break;
      case 'lost':
        download(photo.still.blob, photo.still.name);
        this.#say(mirrorStrings.photoSaved(), { picture: photo.still.blob });
    }
  }

  #wayOut(): void {
    if (this.countdown.running) this.countdown.cancel();
    else if (this.shown || this.panel.contains(this.shadowRoot?.activeElement ?? null)) {
      this.#leave();
    } else {
      this.#show();
      this.leave.focus();
    }
  }

  readonly #leave = (): void => emit(this, 'mirror-close');

  readonly #tap = (): void => {
    if (this.shown) this.#hide();
    else this.#show();
  };

  readonly #show = (): void => {
    this.shown = true;
    clearTimeout(this.#hiding);
    this.#hiding = setTimeout(() => this.#hide(), shownMs);
  };

  #hide(): void {
    clearTimeout(this.#hiding);
    this.shown = false;
  }

  #say(text: string, { quiet = false, picture }: { quiet?: boolean; picture?: Blob } = {}): void {
    this.#forget();
    this.note = { kind: 'said', text, quiet, pictureUrl: picture ? URL.createObjectURL(picture) : '' };
    this.#forgetting = setTimeout(() => this.#forget(), shownMs);
  }

  /** Frees the note's picture. */
  #forget(): void {
    clearTimeout(this.#forgetting);
    if (this.note.kind === 'said' && this.note.pictureUrl) URL.revokeObjectURL(this.note.pictureUrl);
    this.note = { kind: 'none' };
  }

  protected override render(): TemplateResult {
    const shown = this.shown ? 'shown' : '';
    return html`
      <div class="pane ${shown}" @pointerup=${this.#tap}></div>
      <impasto-countdown></impasto-countdown>
      <div class="foot">
        <div role="status">${this.#noteText()}</div>
        <div
          class="panel glass ${shown}"
          role="group"
          aria-label=${mirrorStrings.name()}
          @pointerdown=${this.#show}
        >
          ${mirrorPanel(this.#remote, this.#held, this.#leave)}
        </div>
      </div>
    `;
  }

  /** What was said last; after that, what keeps the picture away. */
  #noteText(): TemplateResult | typeof nothing {
    const { note } = this;
    if (note.kind === 'said') return this.#note(note.text, note.quiet, note.pictureUrl);
    const recovery = this.mirror?.snapshot.recovery;
    if (!recovery || recovery.kind === 'well' || recovery.tries < quietTries) return nothing;
    return this.#note(troubleText(recovery.trouble));
  }

  #note(text: string, quiet = false, pictureUrl = ''): TemplateResult {
    return html`<div class=${quiet || this.discreet ? 'hidden-text' : 'note glass'}>
      ${pictureUrl ? html`<img src=${pictureUrl} alt="" />` : nothing}<span>${text}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-mirror': ImpastoMirror;
  }
}
