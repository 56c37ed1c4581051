/** Styles of `impasto-convert`. */
import { css } from 'lit';

export const convertStyles = css`
  .file {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px var(--im-3);
    align-items: center;
    --im-icon-size: 28px;
  }

  .file impasto-icon {
    grid-row: span 2;
    color: var(--im-accent);
  }

  .file strong {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .file span,
  p {
    margin: 0;
    color: var(--im-muted);
    font-size: var(--im-text-s);
    line-height: 1.5;
  }

  .trim {
    display: grid;
    gap: var(--im-2);
    --im-name-width: 3em;
  }

  .range-row {
    font-weight: 600;
  }

  .range-row output {
    font-weight: 400;
  }

  .row {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--im-3);
    font-variant-numeric: tabular-nums;
  }

  .big {
    font: 500 2.25rem / 1.1 var(--im-serif);
  }

  .actions {
    display: flex;
    gap: var(--im-2);
  }

  .action {
    flex: 1;
    padding: 0 var(--im-3);
    white-space: nowrap;
  }

  .action:disabled {
    opacity: 0.45;
  }

  .warn {
    color: var(--im-warn);
  }
`;
