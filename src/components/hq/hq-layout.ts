/** Layout of `impasto-hq`: picture above, panel below; side by side where there is room. */
import { css } from 'lit';
import { sidePanel } from '../theme/layout';

export const hqStyles = css`
  dialog {
    /* Work on a picture: dark in both themes. */
    color-scheme: dark;
    width: 100%;
    max-width: none;
    height: 100dvh;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: var(--im-ground);
    color: var(--im-text);
    overflow: hidden;
  }

  dialog::backdrop {
    background: var(--im-ground);
  }

  .layout {
    display: grid;
    height: 100%;
    grid-template: auto minmax(160px, 42%) minmax(0, 1fr) auto / minmax(0, 1fr);
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: calc(var(--im-safe-top) + 6px) max(var(--im-2), var(--im-safe-right)) 6px
      max(var(--im-5), var(--im-safe-left));
  }

  h2 {
    margin: 0;
    font: var(--im-title);
  }

  .picture {
    position: relative;
    display: grid;
    min-height: 0;
    padding: 0 var(--im-3);
  }

  .veil {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    background: var(--im-on-picture-shade);
  }

  .waiting {
    display: flex;
    align-items: center;
    gap: var(--im-3);
    padding: var(--im-3) var(--im-5);
    border-radius: var(--im-round);
    background: var(--im-glass-strong);
  }

  .panel {
    min-height: 0;
    padding: var(--im-5) max(var(--im-5), var(--im-safe-right)) var(--im-5)
      max(var(--im-5), var(--im-safe-left));
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--im-line-strong) transparent;
  }

  .problem details {
    color: var(--im-muted);
    font-size: var(--im-text-s);
    overflow-wrap: anywhere;
  }

  footer {
    display: flex;
    gap: var(--im-3);
    padding: var(--im-3) max(var(--im-4), var(--im-safe-right)) calc(var(--im-safe-bottom) + var(--im-4))
      max(var(--im-4), var(--im-safe-left));
    border-top: 1px solid var(--im-line);
    background: var(--im-surface);
  }

  footer .action {
    flex: 1;
    min-width: 0;
    padding: 0 var(--im-3);
    white-space: nowrap;
  }

  footer .action.primary {
    flex: 1.5;
  }

  @media ${sidePanel} {
    .layout {
      grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) clamp(300px, 30vw, 440px);
      grid-template-areas: 'picture header' 'picture panel' 'picture footer';
    }

    header,
    .panel,
    footer {
      border-inline-start: 1px solid var(--im-line);
      background: var(--im-surface);
    }

    header {
      grid-area: header;
      padding-inline-start: var(--im-5);
      padding-top: calc(var(--im-safe-top) + var(--im-3));
      padding-inline-end: calc(var(--im-safe-right) + var(--im-3));
    }

    .picture {
      grid-area: picture;
      padding: var(--im-5);
    }

    .panel {
      grid-area: panel;
      padding-inline-start: var(--im-5);
    }

    footer {
      grid-area: footer;
      padding-inline-start: var(--im-5);
      padding-inline-end: calc(var(--im-safe-right) + var(--im-5));
    }
  }
`;
