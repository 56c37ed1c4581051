import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

/** A small picture of pixels, decorative: what is around it has the name. Fades in when it first comes. */
@customElement('impasto-scene')
export class ImpastoScene extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
    }

    canvas {
      display: block;
      width: 100%;
      height: 100%;
      object-fit: cover;
      opacity: 0;
      transition: opacity var(--im-slow) var(--im-ease);
    }

    canvas.there {
      opacity: 1;
    }
  `;

  @property({ attribute: false }) picture: ImageData | null = null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('picture')) return;
    const { canvas, picture } = this;
    canvas.classList.toggle('there', picture !== null);
    if (!picture) return;
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')?.putImageData(picture, 0, 0);
  }

  protected override render(): TemplateResult {
    return html`<canvas aria-hidden="true"></canvas>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-scene': ImpastoScene;
  }
}
