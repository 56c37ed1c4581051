import {
  Aperture,
  Brush,
  Camera,
  Ellipsis,
  Flashlight,
  FlashlightOff,
  Gauge,
  Grid3x3,
  FlipHorizontal2,
  type IconNode,
  MonitorPlay,
  PictureInPicture2,
  Ratio,
  Timer as TimerIcon,
} from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CameraControlsSnapshot } from '../../pipeline/api/camera-controls-api';
import { aspects, type CameraDevice, type Settings, timers } from '../../pipeline/api/session-state';
import { required } from '../../shared/assert';
import { emit, type ImpastoEvent } from '../controls/events';
import '../controls/icon';
import '../controls/menu';
import type { MenuItem } from '../controls/menu';
import { PictureInPicture } from '../stage/picture-in-picture';
import { strings } from '../strings/strings';
import { controls } from '../theme/controls';
import { toolStrings } from './tool-strings';

/**
 * The camera's tools along the edge of the picture: HQ still, self-timer, shape, light, and what is used less often in a
 * menu.
 *
 * @fires hq-open - An HQ still is wanted.
 * @fires settings-change - Timer, shape, grid, mirror or statistics.
 * @fires camera-open - Another lens was chosen.
 * @fires torch-change - The camera's light.
 * @fires mirror-open - Nothing but the picture, for a wall or a stream.
 * @fires pip-toggle - The picture is to float above other windows, or to come back.
 */
@customElement('impasto-tool-rail')
export class ImpastoToolRail extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 2px;
        padding: var(--im-1);
        border-radius: var(--im-round);
      }

      .round {
        position: relative;
      }

      .hq {
        font: 700 0.8125rem / 1 var(--im-sans);
        letter-spacing: 0.02em;
        place-content: center;
        gap: 2px;
        --im-icon-size: 18px;
      }

      .badge {
        position: absolute;
        inset-block-end: 3px;
        inset-inline-end: 1px;
        min-width: 18px;
        padding: 2px 4px;
        border-radius: var(--im-round);
        background: var(--im-accent);
        color: var(--im-accent-ink);
        font: 700 0.6875rem / 1.1 var(--im-sans);
        text-align: center;
        font-variant-numeric: tabular-nums;
      }

      .on {
        color: var(--im-accent);
      }
    `,
  ];

  @property({ attribute: false }) settings: Settings | null = null;
  @property({ attribute: false }) cameraControls: CameraControlsSnapshot | null = null;
  /** Cameras that look the same way as the one in use, where there are several. */
  @property({ attribute: false }) lenses: readonly CameraDevice[] = [];
  /** The camera in use. */
  @property() deviceId = '';
  /** A camera is the source: it has a shape, a mirror and a light. */
  @property({ type: Boolean }) camera = false;
  /** There is a styled picture. */
  @property({ type: Boolean }) styled = false;
  /** A recording runs: its shape is fixed. */
  @property({ type: Boolean }) recording = false;
  /** The picture floats above other windows. */
  @property({ type: Boolean }) floating = false;

  #items(settings: Settings): readonly (MenuItem & { readonly run: () => void })[] {
    const change = (next: Partial<Settings>) => () => emit(this, 'settings-change', next);
    const { grid, mirrorSelfie, showStats } = settings;
    return [
      { label: toolStrings.grid(), icon: Grid3x3, toggled: grid, run: change({ grid: !grid }) },
      ...(this.camera
        ? [
            {
              label: strings.mirrorSelfie(),
              icon: FlipHorizontal2,
              toggled: mirrorSelfie,
              run: change({ mirrorSelfie: !mirrorSelfie }),
            },
          ]
        : []),
      ...(PictureInPicture.available && this.styled
        ? [
            {
              label: toolStrings.pictureInPicture(),
              icon: PictureInPicture2,
              toggled: this.floating,
              run: () => emit(this, 'pip-toggle'),
            },
          ]
        : []),
      { label: toolStrings.mirror(), icon: MonitorPlay, run: () => emit(this, 'mirror-open') },
      { label: strings.showStats(), icon: Gauge, toggled: showStats, run: change({ showStats: !showStats }) },
    ];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { settings, cameraControls, recording } = this;
    if (!settings) return nothing;
    const { timer, aspect } = settings;
    const items = this.#items(settings);
    const torch = cameraControls?.torch ?? null;
    return html`
      <button
        type="button"
        class="round hq"
        aria-label=${toolStrings.hqStill()}
        title=${toolStrings.hqStillHint()}
        ?disabled=${!this.styled || recording}
        @click=${() => emit(this, 'hq-open')}
      >
        <impasto-icon .icon=${Brush}></impasto-icon><span aria-hidden="true">HQ</span>
      </button>
      ${this.#step(
        toolStrings.timer(),
        toolStrings.timerValue(timer),
        TimerIcon,
        timer === 0 ? '' : String(timer),
        () => emit(this, 'settings-change', { timer: after(timers, timer) }),
      )}
      ${
        this.camera
          ? this.#step(
              toolStrings.aspect(),
              toolStrings.aspectValue(aspect),
              Ratio,
              aspect === 'full' ? '' : aspect,
              () => emit(this, 'settings-change', { aspect: after(aspects, aspect) }),
              recording,
            )
          : nothing
      }
      ${this.lenses.length > 0 ? this.#lensMenu() : nothing}
      ${
        torch === null
          ? nothing
          : html`<button
              type="button"
              class="round ${torch ? 'on' : ''}"
              aria-label=${toolStrings.torch()}
              aria-pressed=${torch ? 'true' : 'false'}
              @click=${() => emit(this, 'torch-change', { on: !torch })}
            >
              <impasto-icon .icon=${torch ? Flashlight : FlashlightOff}></impasto-icon>
            </button>`
      }
      <impasto-menu
        .label=${toolStrings.moreTools()}
        .items=${items}
        @menu-choose=${(event: ImpastoEvent<'menu-choose'>) => {
          event.stopPropagation();
          required(items[event.detail.index], 'the menu item').run();
        }}
      >
        <span class="round"><impasto-icon .icon=${Ellipsis}></impasto-icon></span>
      </impasto-menu>
    `;
  }

  #lensMenu(): TemplateResult {
    return html`
      <impasto-menu
        .label=${toolStrings.lens()}
        .items=${this.lenses.map(({ deviceId, label }) => ({
          label,
          icon: Camera,
          checked: deviceId === this.deviceId,
        }))}
        @menu-choose=${(event: ImpastoEvent<'menu-choose'>) => {
          event.stopPropagation();
          const { deviceId } = required(this.lenses[event.detail.index], 'the lens');
          emit(this, 'camera-open', { deviceId });
        }}
      >
        <span class="round"><impasto-icon .icon=${Aperture}></impasto-icon></span>
      </impasto-menu>
    `;
  }

  /** A button that steps through a few values and says the one it has. */
  #step(
    name: string,
    value: string,
    icon: IconNode,
    badge: string,
    act: () => void,
    disabled = false,
  ): TemplateResult {
    return html`
      <button
        type="button"
        class="round ${badge ? 'on' : ''}"
        aria-label=${strings.named(name, value)}
        title=${strings.named(name, value)}
        ?disabled=${disabled}
        @click=${act}
      >
        <impasto-icon .icon=${icon}></impasto-icon>
        ${badge ? html`<span class="badge" aria-hidden="true">${badge}</span>` : nothing}
      </button>
    `;
  }
}

/** The value after `current`, around the end. */
function after<T>(values: readonly T[], current: T): T {
  return required(values[(values.indexOf(current) + 1) % values.length], 'the next value');
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-tool-rail': ImpastoToolRail;
  }
}
