import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { GovernorStatus, Stats } from '../../pipeline/api/session-state';
import { governorText } from '../strings/detail-strings';
import { backendName } from '../strings/strings';
import { toolStrings } from './tool-strings';

/** Speed, size and backend, over the picture. Not a live region: it changes all the time. */
@customElement('impasto-stats')
export class ImpastoStats extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      gap: 2px 14px;
      padding: 6px 14px;
      border-radius: 18px;
      color: var(--im-muted);
      font-size: var(--im-text-s);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }

    b {
      color: var(--im-text);
      font-weight: 600;
    }
  `;

  @property({ attribute: false }) stats: Stats | null = null;

  /** What the automatic detail does, if anything. */
  @property({ attribute: false }) governor: GovernorStatus | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { stats } = this;
    if (!stats) return html`<span>– ${toolStrings.statsFps()}</span>`;
    const { fps, medianMs, p95Ms, width, height, backend } = stats;
    return html`
      <span><b>${fps < 10 ? fps.toFixed(1) : Math.round(fps)}</b> ${toolStrings.statsFps()}</span>
      <span><b>${Math.round(medianMs)}</b> ${toolStrings.statsMs()}</span>
      <span>${toolStrings.statsP95()} <b>${Math.round(p95Ms)}</b></span>
      <span>${width} × ${height}</span>
      <span>${backendName(backend)}</span>
      ${this.governor ? html`<span>${governorText(this.governor)}</span>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-stats': ImpastoStats;
  }
}
