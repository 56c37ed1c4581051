import { Film, Palette } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { emit } from '../controls/events';
import '../controls/icon';
import { controls } from '../theme/controls';
import { sharingStrings } from './sharing-strings';

type Zone = 'style' | 'content';
/** What is dragged over the window; some browsers hide the type until the drop. */
type Dragged = 'nothing' | 'video' | 'file';

/**
 * Two zones that appear while a file is dragged over the window. Videos can only be content.
 *
 * @fires style-file - A picture was dropped to be a style.
 * @fires content-file - A file was dropped to be the content.
 */
@customElement('impasto-drop-zones')
export class ImpastoDropZones extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 20;
        color-scheme: dark;
        color: var(--im-text);
        display: none;
        gap: var(--im-4);
        padding: max(var(--im-5), var(--im-safe-top)) max(var(--im-5), var(--im-safe-right))
          max(var(--im-5), var(--im-safe-bottom)) max(var(--im-5), var(--im-safe-left));
        background: var(--im-on-picture-shade-strong);
        backdrop-filter: blur(14px);
        -webkit-backdrop-filter: blur(14px);
      }

      :host([open]) {
        display: grid;
        grid-auto-rows: 1fr;
      }

      .zone {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--im-2);
        padding: var(--im-5);
        border: 2px dashed var(--im-line-strong);
        border-radius: var(--im-radius-l);
        text-align: center;
        --im-icon-size: 40px;
      }

      .zone > * {
        pointer-events: none;
      }

      .over {
        border: 2px solid var(--im-accent);
        background: var(--im-accent-tint);
      }

      .zone impasto-icon {
        margin-bottom: var(--im-2);
        color: var(--im-accent);
      }

      .name {
        font: var(--im-title);
      }

      .hint {
        color: var(--im-muted);
        font-size: var(--im-text-m);
      }

      @media (min-aspect-ratio: 1) {
        :host([open]) {
          grid-auto-flow: column;
          grid-auto-columns: 1fr;
        }
      }
    `,
  ];

  @state() private dragged: Dragged = 'nothing';
  @state() private over: Zone | null = null;

  constructor() {
    super();
    this.addController({
      hostConnected: () => {
        window.addEventListener('dragenter', this.#enter);
        window.addEventListener('dragover', this.#move);
        window.addEventListener('dragleave', this.#leave);
        window.addEventListener('drop', this.#drop);
      },
      hostDisconnected: () => {
        window.removeEventListener('dragenter', this.#enter);
        window.removeEventListener('dragover', this.#move);
        window.removeEventListener('dragleave', this.#leave);
        window.removeEventListener('drop', this.#drop);
      },
    });
  }

  readonly #enter = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const item = [...event.dataTransfer.items].find(({ kind }) => kind === 'file');
    this.dragged = item?.type.startsWith('video/') === true ? 'video' : 'file';
    this.toggleAttribute('open', true);
  };

  /** Without this the browser would open the file itself. */
  readonly #move = (event: DragEvent): void => {
    if (this.dragged === 'nothing') return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    this.over = zoneOf(event);
  };

  /** Leaving the window has no related target; moves between elements have one. */
  readonly #leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.#close();
  };

  readonly #drop = (event: DragEvent): void => {
    if (this.dragged === 'nothing') return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    const zone = zoneOf(event);
    this.#close();
    if (!file || !zone) return;
    if (zone === 'style' && !file.type.startsWith('video/')) emit(this, 'style-file', { file });
    else emit(this, 'content-file', { file });
  };

  #close(): void {
    this.dragged = 'nothing';
    this.over = null;
    this.toggleAttribute('open', false);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.dragged === 'nothing') return nothing;
    const video = this.dragged === 'video';
    return html`
      ${
        video
          ? nothing
          : html`<div class=${classMap({ zone: true, over: this.over === 'style' })} data-zone="style">
              <impasto-icon .icon=${Palette}></impasto-icon>
              <span class="name">${sharingStrings.dropStyle()}</span>
              <span class="hint">${sharingStrings.dropStyleHint()}</span>
            </div>`
      }
      <div class=${classMap({ zone: true, over: this.over === 'content' })} data-zone="content">
        <impasto-icon .icon=${Film}></impasto-icon>
        <span class="name">${video ? sharingStrings.dropVideo() : sharingStrings.dropContent()}</span>
        <span class="hint">${sharingStrings.dropContentHint()}</span>
      </div>
    `;
  }
}

function zoneOf(event: DragEvent): Zone | null {
  for (const target of event.composedPath()) {
    const zone = target instanceof HTMLElement ? target.dataset['zone'] : undefined;
    if (zone === 'style' || zone === 'content') return zone;
  }
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-drop-zones': ImpastoDropZones;
  }
}
