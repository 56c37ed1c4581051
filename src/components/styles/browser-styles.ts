/** Styles of `impasto-styles`. */
import { css } from 'lit';

export const browserStyles = css`
  dialog {
    width: min(100%, 880px);
    height: 88dvh;
  }

  .body {
    gap: var(--im-4);
    padding: var(--im-4) var(--im-4) max(var(--im-5), var(--im-safe-bottom));
  }

  .ways {
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
    gap: var(--im-2);
  }

  .way {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 2px;
    min-height: 60px;
    padding: var(--im-1);
    border-radius: var(--im-radius-m);
    background: var(--im-tint);
    font-size: var(--im-text-xs);
    line-height: 1.2;
    text-align: center;
    overflow-wrap: anywhere;
  }

  .way[aria-pressed='true'] {
    background: var(--im-accent-tint);
    color: var(--im-accent);
  }

  .way:hover:not(:disabled) {
    background: var(--im-tint-strong);
  }

  .search {
    position: relative;
    display: block;
  }

  .search impasto-icon {
    position: absolute;
    inset-block-start: 13px;
    inset-inline-start: 14px;
    color: var(--im-muted);
    --im-icon-size: 20px;
    pointer-events: none;
  }

  .search .field {
    min-height: 46px;
    padding-inline: 44px 14px;
    border-radius: var(--im-round);
  }

  .arrange {
    text-align: center;
  }

  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--im-2);
  }

  .filter {
    min-height: var(--im-target);
    padding-inline: var(--im-4);
    border-radius: var(--im-round);
    background: var(--im-tint);
    font-weight: 600;
    font-size: var(--im-text-s);
  }

  .filter[aria-pressed='true'] {
    background: var(--im-text);
    color: var(--im-surface);
  }

  .count {
    margin-inline-start: auto;
    color: var(--im-muted);
    font-size: var(--im-text-s);
  }

  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
    gap: var(--im-4) var(--im-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  @media (min-width: 720px) {
    ul {
      grid-template-columns: repeat(auto-fill, minmax(132px, 1fr));
    }
  }

  li {
    min-width: 0;
  }

  .sortable-ghost {
    opacity: 0.35;
  }

  impasto-empty .action {
    margin-top: var(--im-3);
    color: var(--im-text);
  }
`;
