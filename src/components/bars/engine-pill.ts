import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { EngineState } from '../../pipeline/api/session-state';
import '../controls/progress';
import { strings } from '../strings/strings';
import { controls } from '../theme/controls';

/** Says unobtrusively that the networks are loading or warming up, while the camera already shows. */
@customElement('impasto-engine-pill')
export class ImpastoEnginePill extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
        pointer-events: none;
      }

      .pill {
        position: relative;
        display: inline-flex;
        align-items: center;
        gap: var(--im-2);
        padding: var(--im-2) var(--im-4) var(--im-2) var(--im-3);
        border-radius: var(--im-round);
        overflow: hidden;
        font-size: var(--im-text-s);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }

      .spinner {
        width: 16px;
        height: 16px;
        border-width: 2px;
      }

      impasto-progress {
        position: absolute;
        inset: auto 0 0;
        --im-bar-height: 3px;
        --im-bar-track: none;
      }
    `,
  ];

  @property({ attribute: false }) engine: EngineState = { kind: 'warming' };

  protected override render(): TemplateResult | typeof nothing {
    const { engine } = this;
    if (engine.kind === 'warming') {
      return html`<div class="pill glass" role="status">
        <span class="spinner"></span>${strings.warming()}
      </div>`;
    }
    if (engine.kind !== 'loading') return nothing;
    const { loadedBytes, totalBytes } = engine;
    return html`
      <div class="pill glass">
        <span class="spinner"></span>${strings.loadingModels(loadedBytes, totalBytes)}
        ${
          totalBytes > 0
            ? html`<impasto-progress
                .label=${strings.loadingProgress()}
                .max=${totalBytes}
                .value=${loadedBytes}
              ></impasto-progress>`
            : nothing
        }
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-engine-pill': ImpastoEnginePill;
  }
}
