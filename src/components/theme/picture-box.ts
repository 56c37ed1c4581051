/**
 * What lies exactly on the picture: `.picture` in an element that fills the stage, for `--aspect` (width by height), and
 * `.handle`, which is dragged over it.
 */
import { css } from 'lit';

export const pictureBox = css`
  :host {
    position: absolute;
    inset: 0;
    container-type: size;
    display: grid;
    place-items: center;
    pointer-events: none;
  }

  /* Where the picture lies on the stage: all of it, or as much as its shape leaves. */
  .picture {
    position: relative;
    width: 100%;
    height: 100%;
  }

  .picture.contain {
    width: min(100cqw, 100cqh * var(--aspect));
    height: min(100cqh, 100cqw / var(--aspect));
  }

  .handle {
    display: grid;
    place-items: center;
    width: var(--im-target);
    height: var(--im-target);
    border-radius: 50%;
    background: var(--im-text);
    color: var(--im-ground);
    box-shadow: var(--im-shadow-m);
  }

  /* For the keyboard alone: pointers drag the handle. */
  input {
    pointer-events: none;
  }
`;
