/**
 * `impasto/element`: defines `<impasto-canvas>` when it is imported, and types it for `document.querySelector`.
 * @packageDocumentation
 */

import { ImpastoCanvas } from './impasto-canvas';

declare global {
  interface HTMLElementTagNameMap {
    'impasto-canvas': ImpastoCanvas;
  }
}

// A page may load two copies of the package: the first one stays.
if (!customElements.get('impasto-canvas')) customElements.define('impasto-canvas', ImpastoCanvas);

export { ImpastoCanvas };
export type { StyleIngredient } from './style-reader';
export { ImpastoError } from '../shared/errors';
