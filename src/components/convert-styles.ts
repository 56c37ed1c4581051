/** Styles of `impasto-convert`. */
import { css } from 'lit';

export const convertStyles = css`
  h3 {
    margin: 0 0 var(--im-2);
    font: 500 var(--im-text-l) / 1.3 var(--im-serif);
  }

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
  }

  label {
    display: grid;
    grid-template-columns: 3em 1fr 3.6em;
    align-items: center;
    gap: var(--im-3);
    min-height: var(--im-target);
    font-weight: 600;
  }

  output {
    font-weight: 400;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  input {
    width: 100%;
    min-height: var(--im-target);
    margin: 0;
    accent-color: var(--im-accent);
  }

  progress {
    width: 100%;
    height: 8px;
    border: 0;
    border-radius: 4px;
    background: var(--im-tint);
    appearance: none;
    overflow: hidden;
  }

  progress::-webkit-progress-bar {
    background: var(--im-tint);
  }

  progress::-webkit-progress-value {
    background: var(--im-accent);
  }

  progress::-moz-progress-bar {
    background: var(--im-accent);
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
