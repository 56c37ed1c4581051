/** Layout of `impasto-app`: picture under floating controls on a phone, a side panel where there is room. */
import { css } from 'lit';
import { sidePanel } from '../theme/layout';

export const appStyles = css`
  :host {
    position: fixed;
    inset: 0;
    display: block;
    height: 100dvh;
    overflow: hidden;
    background: var(--im-ground);
    color: var(--im-text);
    --im-scheme: light dark;
    color-scheme: var(--im-scheme);
    font: 400 var(--im-text-m) / 1.45 var(--im-sans);
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
  }

  :host([theme='light']) {
    --im-scheme: light;
  }

  :host([theme='dark']) {
    --im-scheme: dark;
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
    --im-stage-inset: calc(var(--im-safe-top) + 64px) 8px calc(var(--im-safe-bottom) + 276px);
  }

  /* What lies on a picture is dark in both themes: pictures are. */
  .stage,
  .top,
  .look,
  .actions,
  .toasts {
    color-scheme: dark;
    color: var(--im-text);
  }

  .top {
    grid-area: top;
    z-index: 2;
    padding: calc(var(--im-safe-top) + 6px) max(var(--im-2), var(--im-safe-right)) 28px
      max(var(--im-4), var(--im-safe-left));
    background: linear-gradient(
      var(--im-on-picture-shade-strong),
      var(--im-on-picture-shade) 55%,
      transparent
    );
    pointer-events: none;
  }

  .top > * {
    pointer-events: auto;
  }

  .look {
    grid-area: look;
    z-index: 2;
    min-width: 0;
    margin: 0 max(var(--im-2), var(--im-safe-right)) 0 max(var(--im-2), var(--im-safe-left));
    border-radius: var(--im-radius-l);
  }

  .actions {
    grid-area: actions;
    z-index: 2;
    padding: var(--im-3) max(var(--im-4), var(--im-safe-right)) calc(var(--im-safe-bottom) + var(--im-3))
      max(var(--im-4), var(--im-safe-left));
    background: linear-gradient(transparent, var(--im-on-picture-shade));
  }

  .rail {
    position: absolute;
    z-index: 1;
    /* Below the bar of a recording. */
    top: calc(var(--im-safe-top) + 124px);
    inset-inline-end: max(var(--im-2), var(--im-safe-right));
  }

  .zoom {
    min-width: 56px;
    min-height: var(--im-target);
    border-radius: var(--im-round);
    background: var(--im-glass);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    pointer-events: auto;
  }

  .status {
    position: absolute;
    z-index: 1;
    top: calc(var(--im-safe-top) + 60px);
    inset-inline: calc(var(--im-safe-left) + var(--im-3)) calc(var(--im-safe-right) + var(--im-3));
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
    inset: calc(var(--im-safe-top) + 60px) 0 290px;
    height: auto;
  }

  .toasts {
    position: absolute;
    z-index: 10;
    top: calc(var(--im-safe-top) + 64px);
    inset-inline: calc(var(--im-safe-left) + var(--im-3)) calc(var(--im-safe-right) + var(--im-3));
  }

  @media ${sidePanel} {
    .app {
      grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr) clamp(300px, 28vw, 400px);
      grid-template-areas: 'stage top' 'stage look' 'stage look';
    }

    .stage {
      grid-area: 1 / 1 / -1 / 2;
    }

    .stage {
      --im-stage-inset: var(--im-3) var(--im-3) calc(var(--im-safe-bottom) + 116px);
    }

    .top,
    .look {
      margin: 0;
      padding: 0 var(--im-safe-right) 0 0;
      border-radius: 0;
      background: var(--im-surface);
      border-inline-start: 1px solid var(--im-line);
      color-scheme: var(--im-scheme);
      backdrop-filter: none;
      -webkit-backdrop-filter: none;
    }

    .top {
      padding-block: calc(var(--im-safe-top) + var(--im-3)) var(--im-3);
      padding-inline: var(--im-5) calc(var(--im-safe-right) + var(--im-3));
    }

    .look {
      display: grid;
      min-height: 0;
    }

    .rail {
      top: 50%;
      inset-inline-end: var(--im-3);
      translate: 0 -50%;
    }

    .actions {
      grid-area: 1 / 1 / -1 / 2;
      align-self: end;
      justify-self: center;
      width: 380px;
      margin-bottom: calc(var(--im-safe-bottom) + var(--im-5));
      padding: 10px var(--im-2);
      border-radius: var(--im-round);
      background: var(--im-glass);
      backdrop-filter: var(--im-glass-filter);
      -webkit-backdrop-filter: var(--im-glass-filter);
    }

    .status,
    .toasts {
      top: calc(var(--im-safe-top) + var(--im-4));
    }

    .toasts {
      inset-inline: var(--im-3) calc(clamp(300px, 28vw, 400px) + var(--im-3));
    }

    .message {
      inset: 0 0 120px;
    }
  }

  /* Mirror mode: the picture, and nothing else. */
  :host([mirror]) .app {
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
  }

  :host([mirror]) .app > :not(.stage, impasto-mirror),
  :host([mirror]) .stage > * {
    display: none;
  }

  :host([mirror]) .stage {
    grid-area: 1 / 1;
    background: var(--im-on-picture-ground);
    --im-stage-inset: 0;
    --im-stage-grid: none;
  }

  :host([transparent]),
  :host([transparent]) .stage {
    background: none;
    --im-stage-backdrop: none;
  }

  /* A phone on its side: little height, so everything sits closer. */
  @media (orientation: landscape) and (max-height: 560px) {
    .top {
      padding-block: calc(var(--im-safe-top) + 2px) 0;
      padding-inline: var(--im-4) calc(var(--im-safe-right) + var(--im-2));
    }

    .stage {
      --im-stage-inset: 0 0 0;
    }

    .actions {
      width: 350px;
      margin-bottom: calc(var(--im-safe-bottom) + var(--im-3));
      padding: 6px;
    }

    .message {
      inset: 0 0 88px;
    }
  }
`;
