import { Brush, FolderOpen, type IconNode, Image, Images, Pause, Play, SwitchCamera, Video } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CameraDevice, SourceState } from '../pipeline/session-state';
import { required } from '../shared/assert';
import { emit, type ImpastoEvent } from './events';
import './impasto-icon';
import './impasto-menu';
import type { MenuItem } from './impasto-menu';
import { strings } from './strings';
import { controls } from './tokens';

/**
 * The row in thumb reach: source on the left, shutter in the middle, flip (or play and pause) on the right.
 *
 * @fires camera-open - A camera was chosen.
 * @fires content-open - A file is to be picked.
 * @fires still-request - The shutter was pressed.
 * @fires hq-open - An HQ still is wanted.
 * @fires camera-flip - The other camera is wanted.
 * @fires playback-toggle - Play or pause the video.
 */
@customElement('impasto-actions')
export class ImpastoActions extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr auto 1fr;
        align-items: center;
        justify-items: center;
      }

      .side {
        width: 52px;
        height: 52px;
        background: rgb(255 244 230 / 0.14);
        --im-icon-size: 24px;
      }

      .side:hover:not(:disabled) {
        background: rgb(255 244 230 / 0.26);
      }

      .right {
        display: flex;
        gap: var(--im-3);
      }

      .shutter {
        display: grid;
        place-items: center;
        width: 76px;
        height: 76px;
        border: 4px solid var(--im-text);
        border-radius: 50%;
      }

      .shutter::before {
        content: '';
        grid-area: 1 / 1;
        width: 58px;
        height: 58px;
        border-radius: 50%;
        background: var(--im-text);
        transition: scale var(--im-fast) var(--im-ease);
      }

      .shutter:active:not(:disabled)::before {
        scale: 0.86;
      }

      .shutter .spinner {
        grid-area: 1 / 1;
        width: 30px;
        height: 30px;
        border-color: rgb(15 13 12 / 0.25);
        border-top-color: var(--im-ground);
      }

      @media (max-height: 560px) {
        .shutter {
          width: 60px;
          height: 60px;
        }

        .shutter::before {
          width: 44px;
          height: 44px;
        }
      }
    `,
  ];

  @property({ attribute: false }) source: SourceState = { kind: 'idle' };
  @property({ attribute: false }) cameras: readonly CameraDevice[] = [];
  /** A still is being made. */
  @property({ type: Boolean }) saving = false;
  /** There is a picture to make an HQ still of. */
  @property({ type: Boolean }) hq = false;

  /** Cameras are listed by name only where there is a choice. */
  #cameras(): readonly CameraDevice[] {
    return this.cameras.length > 1 ? this.cameras : [{ deviceId: '', label: strings.camera() }];
  }

  readonly #chooseSource = (event: ImpastoEvent<'menu-choose'>): void => {
    event.stopPropagation();
    const cameras = this.#cameras();
    const { index } = event.detail;
    if (index < cameras.length) {
      emit(this, 'camera-open', { deviceId: required(cameras[index], 'the camera').deviceId });
    } else emit(this, 'content-open');
  };

  protected override render(): TemplateResult {
    const { source } = this;
    const cameras = this.#cameras();
    const items: MenuItem[] = [
      ...cameras.map(({ deviceId, label }) => ({
        label: label || strings.camera(),
        icon: Video,
        ...(cameras.length > 1
          ? { checked: source.kind === 'camera' && source.deviceId === deviceId }
          : undefined),
      })),
      { label: strings.openFile(), icon: FolderOpen },
    ];
    return html`
      <impasto-menu .label=${strings.source()} .items=${items} @menu-choose=${this.#chooseSource}>
        <span class="round side">
          <impasto-icon .icon=${source.kind === 'picture' ? Image : Images}></impasto-icon>
        </span>
      </impasto-menu>
      <button
        type="button"
        class="shutter"
        aria-label=${strings.saveStill()}
        aria-busy=${this.saving ? 'true' : 'false'}
        @click=${() => emit(this, 'still-request')}
      >
        ${this.saving ? html`<span class="spinner"></span>` : nothing}
      </button>
      <div class="right">
        ${this.#side(strings.hqStill(), Brush, !this.hq, () => emit(this, 'hq-open'))}${this.#right()}
      </div>
    `;
  }

  #right(): TemplateResult {
    const { source } = this;
    if (source.kind === 'video') {
      const [label, icon] = source.playing ? [strings.pause(), Pause] : [strings.play(), Play];
      return this.#side(label, icon, false, () => emit(this, 'playback-toggle'));
    }
    return this.#side(strings.flipCamera(), SwitchCamera, source.kind !== 'camera', () =>
      emit(this, 'camera-flip'),
    );
  }

  #side(label: string, icon: IconNode, disabled: boolean, act: () => void): TemplateResult {
    return html`
      <button type="button" class="round side" aria-label=${label} ?disabled=${disabled} @click=${act}>
        <impasto-icon .icon=${icon}></impasto-icon>
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-actions': ImpastoActions;
  }
}
