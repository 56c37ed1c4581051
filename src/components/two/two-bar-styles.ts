/** Styles of `impasto-two-bar`. */
import { css } from 'lit';

export const twoBarStyles = css`
  :host {
    display: flex;
    align-items: center;
    min-width: 0;
    padding-block: var(--im-1);
  }

  .group {
    display: flex;
    min-width: 0;
  }

  /* Nine targets in a row: on narrow phones each is a little narrower. */
  .round,
  label {
    flex: 0 1 var(--im-target);
    min-width: 0;
  }

  .kinds {
    margin-inline-start: auto;
  }

  label {
    position: relative;
    display: grid;
    place-items: center;
    width: var(--im-target);
    height: var(--im-target);
  }

  .tile {
    position: relative;
    display: block;
    width: min(40px, 100% - 6px);
    aspect-ratio: 1;
    border-radius: var(--im-radius-s);
    overflow: hidden;
    box-shadow: 0 0 0 1px var(--im-line-strong);
  }

  .tile img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }

  .letter {
    position: absolute;
    inset: auto 0 0 auto;
    min-width: 16px;
    padding: 0 3px;
    border-start-start-radius: 6px;
    background: var(--im-on-picture-shade-strong);
    color: var(--im-on-picture-frame);
    font: 600 var(--im-text-xs) / 16px var(--im-sans);
    text-align: center;
  }

  input:checked + .tile {
    box-shadow:
      0 0 0 2px var(--im-ground),
      0 0 0 4px var(--im-accent);
  }

  .kind {
    display: grid;
    place-items: center;
    --im-icon-size: 20px;
    width: min(28px, 100% - 4px);
    aspect-ratio: 1;
    border: 2px solid var(--im-muted);
    border-radius: 8px;
    color: var(--im-muted);
    transition: border-color var(--im-fast);
  }

  .shape-halves {
    background: linear-gradient(90deg, transparent 50%, currentcolor 50%);
  }

  .shape-wash {
    background: linear-gradient(90deg, transparent, currentcolor);
  }

  .shape-round {
    background: radial-gradient(circle, transparent 6px, currentcolor 7px);
  }

  input:hover + .kind,
  input:checked + .kind {
    border-color: var(--im-accent);
    color: var(--im-accent);
  }
`;
