/** Layout of `impasto-app`: picture under floating controls on a phone, a side panel where there is room. */
import { css } from 'lit';
import { sidePanel } from './layout';

export const appStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: block;
    height: 100dvh;
    overflow: hidden;
    background: var(--im-ground);
    color: var(--im-text);
    color-scheme: dark;
    font: 400 var(--im-text-m) / 1.45 var(--im-sans);
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
  }

  .app {
    display: grid;
    height: 100%;
    grid-template: auto 1fr auto auto / minmax(0, 1fr);
    grid-template-areas: 'top' 'middle' 'look' 'actions';
  }

  .stage {
    grid-area: 1 / 1 / -1 / -1;
    min-height: 0;
  }

  .top {
    grid-area: top;
    z-index: 2;
    padding: calc(var(--im-safe-top) + 6px) max(var(--im-2), var(--im-safe-right)) 28px
      max(var(--im-4), var(--im-safe-left));
    background: linear-gradient(rgb(10 8 7 / 0.8), rgb(10 8 7 / 0.6) 55%, transparent);
  }

  .look {
    grid-area: look;
    z-index: 2;
    min-width: 0;
    padding: 56px var(--im-safe-right) 0 var(--im-safe-left);
    background: linear-gradient(
      transparent,
      rgb(10 8 7 / 0.5) 26px,
      rgb(10 8 7 / 0.76) 56px,
      rgb(10 8 7 / 0.84)
    );
    pointer-events: none;
  }

  .look > * {
    pointer-events: auto;
  }

  .actions {
    grid-area: actions;
    z-index: 2;
    padding: var(--im-3) max(var(--im-4), var(--im-safe-right)) calc(var(--im-safe-bottom) + var(--im-4))
      max(var(--im-4), var(--im-safe-left));
    background: rgb(10 8 7 / 0.84);
  }

  .caption {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--im-3);
    padding: 0 var(--im-2) 0 var(--im-4);
  }

  .split {
    margin-left: auto;
  }

  .caption {
    gap: var(--im-1);
  }

  .strength {
    padding: 0 var(--im-4);
  }

  .status {
    position: absolute;
    z-index: 1;
    top: calc(var(--im-safe-top) + 60px);
    left: calc(var(--im-safe-left) + var(--im-3));
    right: calc(var(--im-safe-right) + var(--im-3));
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--im-2);
    pointer-events: none;
  }

  .status > impasto-record-bar {
    flex-basis: 100%;
    text-align: center;
    pointer-events: auto;
  }

  .tag {
    padding: 6px 14px;
    border-radius: var(--im-round);
    background: var(--im-text);
    color: var(--im-ground);
    font-size: var(--im-text-s);
    font-weight: 600;
  }

  .message {
    inset: calc(var(--im-safe-top) + 60px) 0 330px;
    height: auto;
  }

  .toasts {
    position: absolute;
    z-index: 10;
    top: calc(var(--im-safe-top) + 64px);
    left: calc(var(--im-safe-left) + var(--im-3));
    right: calc(var(--im-safe-right) + var(--im-3));
  }

  @media ${sidePanel} {
    .app {
      grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr) clamp(300px, 28vw, 400px);
      grid-template-areas: 'stage top' 'stage look' 'stage look';
    }

    .stage {
      grid-area: 1 / 1 / -1 / 2;
    }

    .top,
    .look {
      padding-right: var(--im-safe-right);
      padding-left: 0;
      background: var(--im-surface);
      border-left: 1px solid var(--im-line);
    }

    .top {
      padding: calc(var(--im-safe-top) + var(--im-3)) calc(var(--im-safe-right) + var(--im-3)) var(--im-3)
        var(--im-5);
    }

    .look {
      display: grid;
      grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
      min-height: 0;
      padding-top: var(--im-2);
      pointer-events: auto;
    }

    .caption {
      padding: 0 var(--im-3) 0 var(--im-5);
    }

    .strength {
      padding: var(--im-2) var(--im-5) var(--im-3);
      border-bottom: 1px solid var(--im-line);
    }

    .strip {
      padding-top: var(--im-4);
    }

    .actions {
      grid-area: 1 / 1 / -1 / 2;
      align-self: end;
      justify-self: center;
      width: 340px;
      margin-bottom: calc(var(--im-safe-bottom) + var(--im-5));
      padding: 10px var(--im-2);
      border-radius: var(--im-round);
      background: var(--im-glass);
      backdrop-filter: blur(18px) saturate(1.4);
      -webkit-backdrop-filter: blur(18px) saturate(1.4);
    }

    .status,
    .toasts {
      top: calc(var(--im-safe-top) + var(--im-4));
    }

    .toasts {
      right: calc(clamp(300px, 28vw, 400px) + var(--im-3));
    }

    .message {
      inset: 0 0 120px;
    }
  }

  /* A phone on its side: little height, so everything sits closer. */
  @media (orientation: landscape) and (max-height: 560px) {
    .top {
      padding: calc(var(--im-safe-top) + 2px) calc(var(--im-safe-right) + var(--im-2)) 0 var(--im-4);
    }

    .look {
      padding-top: 0;
    }

    .caption {
      padding: 0 var(--im-2) 0 var(--im-4);
    }

    .strength {
      padding: 0 var(--im-4);
    }

    .actions {
      width: 300px;
      margin-bottom: calc(var(--im-safe-bottom) + var(--im-3));
      padding: 6px;
    }

    .message {
      inset: 0 0 88px;
    }
  }
`;
