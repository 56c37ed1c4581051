import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TakeEntry } from '../../pipeline/api/takes-state';
import { takeStrings } from './take-strings';
import { controls } from '../theme/controls';

/** Plays a recording, or shows a still. Owns the file's object URL while it shows it. */
@customElement('impasto-take-player')
export class ImpastoTakePlayer extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 160px;
        border-radius: var(--im-radius-m);
        color-scheme: dark;
        background: var(--im-on-picture-ground);
        overflow: hidden;
      }

      video,
      img {
        display: block;
        max-width: 100%;
        max-height: 52dvh;
      }

      p {
        margin: 0;
        padding: var(--im-5);
        color: var(--im-muted);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) take: TakeEntry | null = null;
  /** Null while it is being fetched; `gone` when there is none. */
  @property({ attribute: false }) file: File | 'gone' | null = null;
  @state() private broken = false;
  #url = '';

  /** Moment that is shown, s; 0 for stills. */
  get moment(): number {
    return this.renderRoot.querySelector('video')?.currentTime ?? 0;
  }

  constructor() {
    super();
    this.addController({ hostDisconnected: () => this.#free() });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('file')) return;
    this.#free();
    this.broken = false;
    if (this.file instanceof File) this.#url = URL.createObjectURL(this.file);
  }

  #free(): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = '';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { take } = this;
    if (!take) return nothing;
    if (this.broken || this.file === 'gone') return html`<p role="status">${takeStrings.unplayable()}</p>`;
    if (!this.#url) return html`<span class="spinner" role="img" aria-label=${takeStrings.loading()}></span>`;
    const failed = (): void => {
      this.broken = true;
    };
    if (take.kind !== 'video') return html`<img src=${this.#url} alt=${take.name} @error=${failed} />`;
    return html`<video
      src=${this.#url}
      aria-label=${take.name}
      poster=${take.posterUrl}
      controls
      loop
      playsinline
      @error=${failed}
    ></video>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-take-player': ImpastoTakePlayer;
  }
}
