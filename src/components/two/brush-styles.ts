/** Styles of `impasto-brush`. */
import { css } from 'lit';
import { sidePanel } from '../theme/layout';

export const brushStyles = css`
  .surface {
    position: absolute;
    inset: 0;
    overflow: hidden;
    cursor: none;
    touch-action: none;
    pointer-events: auto;
  }

  .surface:focus-visible {
    outline: var(--im-focus-ring);
    outline-offset: -3px;
  }

  .ring {
    position: absolute;
    left: calc((var(--x) - var(--ring-width) / 2) * 100%);
    top: calc((var(--y) - var(--ring-height) / 2) * 100%);
    width: calc(var(--ring-width) * 100%);
    height: calc(var(--ring-height) * 100%);
    border: 1.5px solid var(--im-on-picture-line);
    border-radius: 50%;
    box-shadow:
      0 0 0 1px var(--im-on-picture-edge),
      inset 0 0 0 1px var(--im-on-picture-edge);
    pointer-events: none;
  }

  .hint {
    position: absolute;
    inset: 0;
    place-self: center;
    width: fit-content;
    max-width: min(calc(100% - 2 * var(--im-4)), 230px);
    padding: var(--im-2) var(--im-4);
    border-radius: var(--im-radius-m);
    font-size: var(--im-text-s);
    text-align: center;
    text-wrap: balance;
    pointer-events: none;
  }

  /* Opposite the rail of tools. */
  .tools {
    position: absolute;
    top: calc(var(--im-safe-top) + 124px);
    inset-inline-start: max(var(--im-2), var(--im-safe-left));
    display: grid;
    grid-template-columns: auto auto;
    grid-auto-flow: column;
    grid-template-rows: repeat(3, auto);
    justify-items: center;
    padding: var(--im-1);
    border-radius: 26px;
    pointer-events: auto;
  }

  .group {
    display: grid;
    grid-row: 1 / 4;
  }

  .size {
    grid-area: 4 / 1 / 5 / -1;
    width: 80px;
    min-width: 0;
    height: var(--im-target);
    margin: 0;
    accent-color: var(--im-accent);
    pointer-events: auto;
  }

  @container (height >= 760px) {
    .tools {
      grid-template: none;
      grid-auto-flow: row;
    }

    .group,
    .size {
      grid-area: auto;
    }

    .size {
      width: var(--im-target);
      height: 96px;
      writing-mode: vertical-lr;
      direction: rtl;
    }
  }

  @media ${sidePanel} {
    .tools {
      top: 50%;
      inset-inline-start: var(--im-3);
      translate: 0 -50%;
    }
  }

  label {
    position: relative;
    display: grid;
    place-items: center;
    width: var(--im-target);
    height: var(--im-target);
  }

  label span {
    display: grid;
    place-items: center;
    --im-icon-size: 20px;
    width: 36px;
    height: 36px;
    border-radius: 50%;
  }

  input:checked + span {
    background: var(--im-text);
    color: var(--im-ground);
  }

  .cover {
    pointer-events: auto;
  }
`;
