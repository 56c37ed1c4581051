import { X } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import './icon';
import { strings } from '../strings/strings';
import { controls } from '../theme/controls';

export interface Toast {
  readonly kind: 'info' | 'error';
  readonly text: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Shown beside the text; its object URL is made and revoked here. */
  readonly picture?: Blob;
  /** Stays until it is closed or acted on. */
  readonly sticky?: boolean;
  /** The person closed it by its button. */
  readonly onClose?: () => void;
}

type Shown = Toast & { readonly id: number; readonly pictureUrl: string };

/** Time on screen, ms: longer when there is something to do. */
const plainMs = 4000;
const actionMs = 9000;
const mostAtOnce = 3;

/** Passing messages. Information is announced politely, errors at once; each stays while it is hovered or focused. */
@customElement('impasto-toasts')
export class ImpastoToasts extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
        pointer-events: none;
      }

      .toast {
        display: flex;
        align-items: center;
        gap: var(--im-3);
        width: fit-content;
        max-width: min(100%, 480px);
        margin: 0 auto var(--im-2);
        padding: var(--im-1) var(--im-1) var(--im-1) var(--im-4);
        border: 1px solid var(--im-line);
        border-radius: 26px;
        background: var(--im-glass-strong);
        box-shadow: var(--im-shadow);
        font-size: var(--im-text-m);
        line-height: 1.35;
        pointer-events: auto;
        animation: im-drop 220ms var(--im-ease);
      }

      .error {
        border-color: var(--im-danger);
      }

      .text {
        flex: 1;
        padding: var(--im-2) 0;
      }

      .detail {
        display: block;
        color: var(--im-muted);
        font-size: var(--im-text-s);
      }

      img {
        width: 48px;
        height: 48px;
        margin: 4px 0 4px -8px;
        border-radius: var(--im-radius-m);
        object-fit: cover;
      }

      .do {
        min-height: var(--im-target);
        padding: 0 var(--im-3);
        border-radius: var(--im-round);
        color: var(--im-accent);
        font-weight: 650;
      }

      .do:hover {
        background: var(--im-accent-tint);
      }

      .round {
        --im-icon-size: 18px;
      }

      @keyframes im-drop {
        from {
          opacity: 0;
          transform: translateY(-10px);
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .toast {
          animation: none;
        }
      }
    `,
  ];

  @state() private toasts: readonly Shown[] = [];

  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #nextId = 1;

  constructor() {
    super();
    this.addController({
      hostDisconnected: () => {
        for (const { id } of this.toasts) this.close(id);
      },
    });
  }

  /**
   * Shows a message. Of those that pass by themselves, the oldest leaves when there are too many; a sticky one waits
   * for its answer. Returns its id for `close`.
   */
  show(toast: Toast): number {
    const id = this.#nextId++;
    const pictureUrl = toast.picture ? URL.createObjectURL(toast.picture) : '';
    this.toasts = [...this.toasts, { ...toast, id, pictureUrl }];
    const [oldest] = this.toasts.filter(({ sticky }) => sticky !== true);
    if (oldest && oldest.id !== id && this.toasts.length > mostAtOnce) this.close(oldest.id);
    this.#wait(id);
    return id;
  }

  /** Takes a message away and frees its picture; harmless when it is gone already. */
  close(id: number): void {
    const toast = this.toasts.find((shown) => shown.id === id);
    if (!toast) return;
    this.#stop(id);
    if (toast.pictureUrl) URL.revokeObjectURL(toast.pictureUrl);
    this.toasts = this.toasts.filter((shown) => shown !== toast);
  }

  #wait(id: number): void {
    const toast = this.toasts.find((shown) => shown.id === id);
    if (!toast || toast.sticky === true) return;
    this.#stop(id);
    this.#timers.set(
      id,
      setTimeout(() => this.close(id), toast.action || toast.kind === 'error' ? actionMs : plainMs),
    );
  }

  #stop(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  protected override render(): TemplateResult {
    // Both regions are always there: a live region that appears together with its text is not announced.
    return html`
      <div role="alert">${this.#list('error')}</div>
      <div role="status">${this.#list('info')}</div>
    `;
  }

  #list(kind: Toast['kind']): unknown {
    return repeat(
      this.toasts.filter((toast) => toast.kind === kind),
      ({ id }) => id,
      (toast) => this.#toast(toast),
    );
  }

  #toast({ id, kind, text, detail, action, onClose, pictureUrl }: Shown): TemplateResult {
    return html`
      <div
        class="toast ${kind}"
        @pointerenter=${() => this.#stop(id)}
        @pointerleave=${() => this.#wait(id)}
        @focusin=${() => this.#stop(id)}
        @focusout=${() => this.#wait(id)}
      >
        ${pictureUrl ? html`<img src=${pictureUrl} alt="" />` : nothing}
        <span class="text">${text}${detail ? html`<span class="detail">${detail}</span>` : nothing}</span>
        ${
          action
            ? html`<button
                type="button"
                class="do"
                @click=${() => {
                  action.run();
                  this.close(id);
                }}
              >
                ${action.label}
              </button>`
            : nothing
        }
        <button
          type="button"
          class="round"
          aria-label=${strings.close()}
          @click=${() => {
            onClose?.();
            this.close(id);
          }}
        >
          <impasto-icon .icon=${X}></impasto-icon>
        </button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-toasts': ImpastoToasts;
  }
}
