import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { RgbaPicture } from '../../shared/picture';

/** Shows a picture in memory, contained in the element. */
@customElement('impasto-picture')
export class ImpastoPicture extends LitElement {
  static override readonly styles = css`
    :host {
      display: grid;
      min-height: 0;
      min-width: 0;
    }

    canvas {
      width: 100%;
      height: 100%;
      min-height: 0;
      object-fit: contain;
    }
  `;

  @property({ attribute: false }) picture: RgbaPicture | null = null;
  /** For those who cannot see it. */
  @property() label = '';
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label} width="1" height="1"></canvas>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { picture, canvas } = this;
    if (!changed.has('picture') || !picture) return;
    const { data, width, height } = picture;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-picture': ImpastoPicture;
  }
}
