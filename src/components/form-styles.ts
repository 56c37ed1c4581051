/** Styles of native form controls and of the text around them that several elements share. */
import { css } from 'lit';

/** `.cover`: a native input over what is seen of it, in its place for fingers, keys and screen readers. */
export const coveringInput = css`
  .cover {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
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

/** A field to type into. */
export const textInput = css`
  input {
    min-width: 0;
    min-height: var(--im-target);
    padding: 0 var(--im-3);
    border: 1px solid var(--im-line-strong);
    border-radius: var(--im-radius-s);
    background: none;
    color: var(--im-text);
    font: inherit;
    font-size: 1rem;
  }
`;

/** Headings within a sheet, and the sentences below them. */
export const sheetText = css`
  h3 {
    margin: 0 0 var(--im-3);
    font: 500 var(--im-text-l) / 1.3 var(--im-serif);
  }

  p {
    margin: 0 0 var(--im-3);
    color: var(--im-muted);
    line-height: 1.55;
  }
`;
