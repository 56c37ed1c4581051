import { Check, type IconNode } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { required } from '../../shared/assert';
import { emit } from './events';
import './icon';
import { controls } from '../theme/controls';

export interface MenuItem {
  readonly label: string;
  readonly icon: IconNode;
  /** One of several: this one is chosen, or not. */
  readonly checked?: boolean;
  /** By itself: on, or off. */
  readonly toggled?: boolean;
}

/** Distance of the list from its button and from the edges of the window, px. */
const gap = 8;

/**
 * A button that opens a short menu in the top layer, above the button where there is room, else below.
 *
 * @slot - The button's face.
 * @fires menu-choose - An item was chosen; the detail has its index.
 * @csspart button - The button that opens the menu.
 */
@customElement('impasto-menu')
export class ImpastoMenu extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: inline-block;
      }

      [part='button'] {
        display: block;
        border-radius: var(--im-menu-radius, var(--im-round));
      }

      [role='menu'] {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: var(--im-2);
        min-width: 220px;
        max-width: calc(100vw - 16px);
        border: 1px solid var(--im-line);
        border-radius: var(--im-radius-m);
        background: var(--im-surface);
        color: var(--im-text);
        box-shadow: var(--im-shadow);
      }

      [role='menu']:popover-open {
        display: grid;
      }

      .item {
        display: flex;
        align-items: center;
        gap: var(--im-3);
        min-height: 48px;
        padding: 0 var(--im-4) 0 var(--im-3);
        border-radius: var(--im-radius-s);
        text-align: start;
        font-size: var(--im-text-m);
      }

      .item:hover,
      .item:focus-visible {
        background: var(--im-tint);
      }

      .item:focus-visible {
        outline-offset: -3px;
        box-shadow: none;
      }

      .label {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .check {
        color: var(--im-accent);
        --im-icon-size: 18px;
      }
    `,
  ];

  /** Accessible name of the button. */
  @property() label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];

  @state() private open = false;
  @query('[role="menu"]') private readonly list!: HTMLElement;
  @query('button') private readonly button!: HTMLButtonElement;

  readonly #toggled = (event: ToggleEvent): void => {
    this.open = event.newState === 'open';
    if (!this.open) return;
    this.#place();
    this.#focus(0);
  };

  #place(): void {
    const button = this.button.getBoundingClientRect();
    const list = this.list.getBoundingClientRect();
    const left = Math.max(gap, Math.min(button.left, innerWidth - list.width - gap));
    const above = button.top - list.height - gap;
    this.list.style.left = `${left}px`;
    this.list.style.top = `${above >= gap ? above : button.bottom + gap}px`;
  }

  #items(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('.item')];
  }

  #focus(index: number): void {
    const items = this.#items();
    items.at(index % items.length)?.focus();
  }

  readonly #key = (event: KeyboardEvent): void => {
    const current = this.#items().indexOf(
      required(event.currentTarget as HTMLElement | null, 'the menu item'),
    );
    switch (event.key) {
      case 'ArrowDown':
        this.#focus(current + 1);
        break;
      case 'ArrowUp':
        this.#focus(current - 1);
        break;
      case 'Home':
        this.#focus(0);
        break;
      case 'End':
        this.#focus(-1);
        break;
      case 'Tab':
        this.list.hidePopover();
        return;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  #choose(index: number): void {
    this.list.hidePopover();
    this.button.focus();
    emit(this, 'menu-choose', { index });
  }

  protected override render(): TemplateResult {
    return html`
      <button
        type="button"
        part="button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        popovertarget="list"
      >
        <slot></slot>
      </button>
      <div id="list" role="menu" aria-label=${this.label} popover="auto" @toggle=${this.#toggled}>
        ${this.items.map(
          (item, index) => html`
            <button
              type="button"
              class="item"
              role=${roleOf(item)}
              aria-checked=${ifDefined(checkedState(item))}
              tabindex="-1"
              @keydown=${this.#key}
              @click=${() => this.#choose(index)}
            >
              <impasto-icon .icon=${item.icon}></impasto-icon>
              <span class="label">${item.label}</span>
              ${checkedState(item) === 'true' ? html`<impasto-icon class="check" .icon=${Check}></impasto-icon>` : nothing}
            </button>
          `,
        )}
      </div>
    `;
  }
}

function roleOf({ checked, toggled }: MenuItem): 'menuitem' | 'menuitemradio' | 'menuitemcheckbox' {
  if (toggled !== undefined) return 'menuitemcheckbox';
  return checked === undefined ? 'menuitem' : 'menuitemradio';
}

function checkedState({ checked, toggled }: MenuItem): 'true' | 'false' | undefined {
  const on = toggled ?? checked;
  if (on === undefined) return undefined;
  return on ? 'true' : 'false';
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-menu': ImpastoMenu;
  }
}
