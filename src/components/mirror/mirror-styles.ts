/** Layout of `impasto-mirror`: a pane over the picture that hides the pointer, notes below, and the way out. */
import { css } from 'lit';

export const mirrorStyles = css`
  :host {
    position: absolute;
    inset: 0;
    z-index: 20;
    color-scheme: dark;
    color: var(--im-text);
    touch-action: none;
    -webkit-user-select: none;
    user-select: none;
  }

  .pane {
    position: absolute;
    inset: 0;
    cursor: none;
  }

  .pane.shown {
    cursor: default;
  }

  .foot {
    position: absolute;
    inset-inline: max(var(--im-3), var(--im-safe-left)) max(var(--im-3), var(--im-safe-right));
    inset-block-end: calc(var(--im-safe-bottom) + var(--im-5));
    display: grid;
    justify-items: center;
    gap: var(--im-3);
    pointer-events: none;
  }

  .note {
    display: flex;
    align-items: center;
    gap: var(--im-3);
    max-width: 100%;
    padding: var(--im-2) var(--im-5);
    border-radius: var(--im-radius-l);
    font-size: var(--im-text-m);
    text-align: center;
    text-wrap: balance;
  }

  .note img {
    width: 72px;
    height: 72px;
    margin-inline-start: calc(-1 * var(--im-3));
    border-radius: var(--im-radius-m);
    object-fit: cover;
  }

  /* Out of sight, not out of reach: Tab and screen readers find it. */
  .panel {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--im-1);
    padding: var(--im-1);
    border-radius: var(--im-round);
    opacity: 0;
    transition: opacity var(--im-slow) var(--im-ease);
  }

  .panel.shown,
  .panel:has(:focus-visible) {
    opacity: 1;
    pointer-events: auto;
  }
`;
