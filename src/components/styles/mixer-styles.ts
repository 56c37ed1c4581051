import { css } from 'lit';

/** How the mixing pad looks: four corners around a field with a puck. */
export const mixerStyles = css`
  /* The picture must be seen while one mixes. */
  dialog {
    max-height: min(66dvh, 620px);
    overflow: hidden auto;
  }

  dialog::backdrop {
    background: none;
  }

  @media (min-width: 720px) and (min-height: 600px) {
    dialog {
      width: 420px;
      margin: auto auto var(--im-5) var(--im-5);
    }
  }

  @media (orientation: landscape) and (max-height: 560px) {
    dialog {
      width: min(46vw, 400px);
      max-height: 100dvh;
      margin: 0 0 0 auto;
      border-radius: var(--im-radius-l) 0 0 var(--im-radius-l);
    }
  }

  .body {
    gap: var(--im-4);
    padding: var(--im-4) 0 max(var(--im-4), var(--im-safe-bottom));
  }

  p {
    margin: 0;
    padding-inline: var(--im-5);
    color: var(--im-muted);
    font-size: var(--im-text-s);
  }

  .pad {
    display: grid;
    grid-template: 60px minmax(60px, 1fr) 60px / 60px minmax(0, 1fr) 60px;
    column-gap: var(--im-4);
    height: clamp(180px, 24dvh, 230px);
    padding-inline: var(--im-5);
  }

  .field {
    position: relative;
    grid-area: 1 / 2 / -1 / 3;
    border: 1px solid var(--im-line);
    border-radius: var(--im-radius-l);
    background:
      radial-gradient(circle at 50% 50%, var(--im-tint-strong) 1.5px, transparent 2px) 0 0 / 20px 20px,
      var(--im-raised);
    touch-action: none;
    cursor: grab;
  }

  .corner {
    width: 60px;
    height: 60px;
    border-radius: var(--im-radius-m);
    overflow: hidden;
    background: var(--im-tint-strong);
  }

  .corner:nth-of-type(odd) {
    grid-column: 1;
  }

  .corner:nth-of-type(even) {
    grid-column: 3;
  }

  .corner:nth-of-type(-n + 2) {
    grid-row: 1;
  }

  .corner:nth-of-type(n + 3) {
    grid-row: 3;
  }

  .corner[aria-pressed='true'] {
    outline: var(--im-chosen-ring);
    outline-offset: 1px;
  }

  .corner img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  .puck {
    position: absolute;
    top: calc(var(--y) * 100%);
    inset-inline-start: calc(var(--x) * 100%);
    width: 36px;
    height: 36px;
    margin: -18px;
    border: 4px solid var(--im-on-picture-frame);
    border-radius: 50%;
    background: var(--im-accent);
    box-shadow: var(--im-shadow-m);
    pointer-events: none;
  }

  .field:has(input:focus-visible) .puck {
    outline: var(--im-focus-ring);
    outline-offset: 3px;
  }

  input {
    pointer-events: none;
  }

  .shares {
    min-height: 2.9em;
    color: var(--im-text);
    text-align: center;
    text-wrap: balance;
  }

  .plain {
    justify-self: center;
    min-height: var(--im-target);
    padding-inline: var(--im-4);
    font-size: var(--im-text-s);
  }
`;
