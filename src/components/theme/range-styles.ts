/** How a native range input looks: a filled track of 6 px and a round thumb of 24 px. `--at` is its value, 0..1. */
import { css } from 'lit';

export const range = css`
  input {
    appearance: none;
    width: 100%;
    height: 100%;
    margin: 0;
    background: none;
    cursor: pointer;
    touch-action: pan-y;
    border-radius: var(--im-radius-s);
    --fill: linear-gradient(
      to right,
      var(--im-accent) calc(12px + (100% - 24px) * var(--at)),
      var(--im-track) 0
    );
  }

  input:dir(rtl) {
    transform: scaleX(-1);
  }

  input::-webkit-slider-runnable-track {
    height: 6px;
    border-radius: 3px;
    background: var(--fill);
  }

  input::-moz-range-track {
    height: 6px;
    border-radius: 3px;
    background: var(--fill);
  }

  input::-webkit-slider-thumb {
    appearance: none;
    width: 24px;
    height: 24px;
    margin-top: -9px;
    border: 0;
    border-radius: 50%;
    background: var(--im-text);
    box-shadow: var(--im-shadow-s);
  }

  input::-moz-range-thumb {
    width: 24px;
    height: 24px;
    border: 0;
    border-radius: 50%;
    background: var(--im-text);
    box-shadow: var(--im-shadow-s);
  }

  input:focus-visible {
    outline: none;
    box-shadow: none;
  }

  input:focus-visible::-webkit-slider-thumb {
    outline: var(--im-focus-ring);
    outline-offset: 3px;
  }

  input:focus-visible::-moz-range-thumb {
    outline: var(--im-focus-ring);
    outline-offset: 3px;
  }

  input:disabled {
    cursor: default;
    opacity: 0.38;
  }
`;
