/** Layout of the benchmark page: one column, readable on a phone. */
import { css } from 'lit';

export const benchStyles = css`
  :host {
    display: block;
    min-height: 100dvh;
    background: radial-gradient(90% 420px at 50% 0, var(--im-on-picture-warm), var(--im-ground) 80%) no-repeat
      var(--im-ground);
    color: var(--im-text);
    color-scheme: dark;
    font: 400 var(--im-text-m) / 1.5 var(--im-sans);
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
  }

  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--im-6);
    max-width: 760px;
    margin: 0 auto;
    padding: calc(var(--im-safe-top) + var(--im-6)) max(var(--im-4), var(--im-safe-right))
      calc(var(--im-safe-bottom) + 64px) max(var(--im-4), var(--im-safe-left));
  }

  .home {
    display: inline-flex;
    align-items: center;
    gap: var(--im-1);
    min-height: var(--im-target);
    color: var(--im-muted);
    text-decoration: none;
  }

  .home:hover {
    color: var(--im-text);
  }

  h1,
  h2 {
    margin: 0;
    font: 500 2.25rem / 1.15 var(--im-serif);
  }

  h2 {
    font-size: var(--im-text-l);
  }

  p {
    margin: var(--im-2) 0 0;
    max-width: 62ch;
    color: var(--im-muted);
  }

  .start {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--im-3);
  }

  .running {
    display: grid;
    gap: var(--im-2);
    flex: 1 1 260px;
    font-variant-numeric: tabular-nums;
  }

  progress {
    appearance: none;
    width: 100%;
    height: 6px;
    border: 0;
    border-radius: 3px;
    background: var(--im-track);
    overflow: hidden;
  }

  progress::-webkit-progress-bar {
    background: transparent;
  }

  progress::-webkit-progress-value {
    border-radius: 3px;
    background: var(--im-accent);
    transition: width var(--im-slow);
  }

  progress::-moz-progress-bar {
    background: var(--im-accent);
  }

  .problem {
    margin: 0;
    color: var(--im-danger);
  }

  .fastest {
    padding: var(--im-5);
    border: 1px solid var(--im-line);
    border-radius: var(--im-radius-l);
    background: var(--im-surface);
  }

  .fastest strong {
    display: block;
    margin-top: var(--im-2);
    color: var(--im-accent);
    font: 500 clamp(1.75rem, 8vw, 2.75rem) / 1.1 var(--im-serif);
    font-variant-numeric: lining-nums;
  }

  .plot {
    margin-top: var(--im-3);
  }

  .plot svg {
    display: block;
    width: 100%;
    height: auto;
  }

  .table {
    margin-top: var(--im-3);
    overflow-x: auto;
    border-radius: var(--im-radius-s);
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--im-text-s);
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: var(--im-2) var(--im-3);
    border-bottom: 1px solid var(--im-line);
    text-align: end;
    white-space: nowrap;
  }

  th {
    color: var(--im-muted);
    font-weight: 500;
  }

  :is(th, td):first-child {
    padding-left: 0;
    text-align: start;
  }

  tbody th {
    color: var(--im-text);
    font-weight: 600;
  }

  ul {
    margin: var(--im-2) 0 0;
    padding-inline-start: 1.2em;
    color: var(--im-muted);
  }

  .exports {
    display: flex;
    flex-wrap: wrap;
    gap: var(--im-3);
  }
`;
