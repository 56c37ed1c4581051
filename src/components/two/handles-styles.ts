/** Styles of `impasto-place-handles`. */
import { css } from 'lit';

export const handlesStyles = css`
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: hidden;
  }

  line,
  circle {
    fill: none;
    stroke: var(--im-on-picture-line);
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
    filter: drop-shadow(0 0 1px var(--im-on-picture-edge));
  }

  .edge {
    stroke-dasharray: 5 7;
  }

  .handle {
    position: absolute;
    margin: calc(var(--im-target) / -2) 0 0 calc(var(--im-target) / -2);
    --im-icon-size: 20px;
    opacity: 0.72;
    cursor: grab;
    touch-action: none;
    pointer-events: auto;
    transition: opacity var(--im-fast);
  }

  .handle:hover,
  .handle:active,
  .handle:focus-within {
    opacity: 1;
  }

  .handle:has(input:focus-visible) {
    outline: var(--im-focus-ring);
    outline-offset: 3px;
  }

  .centre {
    left: calc(var(--x) * 100%);
    top: calc(var(--y) * 100%);
  }

  .second {
    left: calc(var(--handle-x) * 100%);
    top: calc(var(--handle-y) * 100%);
    scale: 0.8;
  }
`;
