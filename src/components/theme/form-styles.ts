/** Styles of native form controls and of the text around them that several elements share. */
import { css } from 'lit';

/**
 * `.cover`: a native input over what is seen of it, in its place for fingers, keys and screen readers. What follows it
 * wears its focus.
 */
export const coveringInput = css`
  .cover {
    position: absolute;
    inset: 0;
    z-index: 1;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .cover:disabled {
    cursor: default;
  }

  .cover:focus-visible + * {
    outline: var(--im-focus-ring);
    outline-offset: 2px;
  }
`;

/** A group of inputs that looks like any other part of a sheet. */
export const plainFieldset = css`
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    margin-bottom: var(--im-2);
    font-weight: 600;
  }
`;

/** `.field`: to type into, or to choose from a list. */
export const field = css`
  .field {
    width: 100%;
    min-width: 0;
    min-height: var(--im-target);
    padding: 0 var(--im-3);
    border: 1px solid var(--im-line-strong);
    border-radius: var(--im-radius-s);
    background: var(--im-ground);
    color: var(--im-text);
    font: inherit;
    font-size: 1rem;
    text-overflow: ellipsis;
  }

  .field::placeholder {
    color: var(--im-muted);
    opacity: 1;
  }
`;

/**
 * `.range-row`: a name, a native range input and its value in one line. `--im-name-width` and `--im-value-width` are the
 * columns at both ends.
 */
export const rangeRow = css`
  .range-row {
    display: grid;
    grid-template-columns: var(--im-name-width, 5em) 1fr var(--im-value-width, 3.6em);
    align-items: center;
    gap: var(--im-3);
    min-height: var(--im-target);
  }

  .range-row input {
    width: 100%;
    min-width: 0;
    min-height: var(--im-target);
    margin: 0;
    accent-color: var(--im-accent);
  }

  .range-row output {
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
`;

/** `.hint`: the small sentence below a control. */
export const hint = css`
  .hint {
    margin: 0;
    color: var(--im-muted);
    font-size: var(--im-text-s);
    line-height: 1.5;
  }
`;

/** Headings within a sheet, and the sentences below them. */
export const sheetText = css`
  h3 {
    margin: 0 0 var(--im-3);
    font: var(--im-heading);
  }

  p {
    margin: 0 0 var(--im-3);
    color: var(--im-muted);
    line-height: 1.5;
  }
`;
