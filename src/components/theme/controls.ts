/** The few styles that several elements share: base rules, buttons, dialogs. */
import { css } from 'lit';

/** For screen readers only. */
export const hiddenText = css`
  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Base rules and controls used by more than one element. */
export const controls = [
  hiddenText,
  css`
    *,
    *::before,
    *::after {
      box-sizing: border-box;
    }

    [hidden] {
      display: none !important;
    }

    button {
      appearance: none;
      border: 0;
      margin: 0;
      padding: 0;
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
      touch-action: manipulation;
      -webkit-tap-highlight-color: transparent;
    }

    button:disabled {
      cursor: default;
      opacity: 0.38;
    }

    :focus-visible {
      outline: var(--im-focus-ring);
      outline-offset: 2px;
      box-shadow: 0 0 0 2px var(--im-ground);
    }

    .round {
      display: inline-grid;
      place-items: center;
      flex: none;
      width: var(--im-target);
      height: var(--im-target);
      border-radius: var(--im-round);
      transition: background-color var(--im-fast);
    }

    .round:hover:not(:disabled) {
      background: var(--im-tint);
    }

    .round[aria-pressed='true'],
    .round[aria-pressed='true']:hover:not(:disabled) {
      background: var(--im-text);
      color: var(--im-ground);
    }

    .glass {
      background: var(--im-glass);
      backdrop-filter: var(--im-glass-filter);
      -webkit-backdrop-filter: var(--im-glass-filter);
    }

    .action {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      gap: var(--im-2);
      min-height: 48px;
      padding: 0 var(--im-5);
      border-radius: var(--im-round);
      background: var(--im-tint);
      font-size: var(--im-text-m);
      font-weight: 600;
      transition: background-color var(--im-fast);
    }

    .action:hover {
      background: var(--im-tint-strong);
    }

    .action.primary {
      background: var(--im-accent);
      color: var(--im-accent-ink);
    }

    .action.primary:hover {
      background: var(--im-accent-hover);
    }

    .spinner {
      display: inline-block;
      flex: none;
      width: 20px;
      height: 20px;
      border: 2.5px solid var(--im-tint-strong);
      border-top-color: var(--im-accent);
      border-radius: 50%;
      /* In steps: it turns while the engine starts, and each step draws what is behind it anew. */
      animation: im-turn 900ms steps(30) infinite;
    }

    @keyframes im-turn {
      to {
        transform: rotate(1turn);
      }
    }

    @media (prefers-reduced-motion: reduce) {
      .spinner {
        animation: im-turn 3s steps(12) infinite;
      }
    }
  `,
];

/** A modal sheet: rises from the bottom on a phone, a centred card where there is room. */
export const sheet = css`
  dialog {
    width: min(100%, 560px);
    max-width: none;
    max-height: min(88dvh, 760px);
    margin: auto auto 0;
    padding: 0;
    border: 1px solid var(--im-line);
    border-bottom: 0;
    border-radius: var(--im-radius-l) var(--im-radius-l) 0 0;
    background: var(--im-surface);
    color: var(--im-text);
    box-shadow: var(--im-shadow);
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--im-line-strong) transparent;
  }

  header {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: var(--im-2);
    min-height: 68px;
    padding-block: var(--im-3);
    padding-inline: var(--im-5) var(--im-3);
    border-bottom: 1px solid var(--im-line);
    background: var(--im-surface);
  }

  h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow: hidden;
    font: var(--im-title);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .body {
    display: grid;
    gap: var(--im-5);
    padding: var(--im-5);
    padding-bottom: max(var(--im-6), var(--im-safe-bottom));
  }

  dialog[open] {
    animation: im-rise 260ms var(--im-ease);
  }

  dialog::backdrop {
    background: var(--im-backdrop);
  }

  @keyframes im-rise {
    from {
      transform: translateY(24px);
      opacity: 0;
    }
  }

  @media (min-width: 720px) and (min-height: 600px) {
    dialog {
      margin: auto;
      border-bottom: 1px solid var(--im-line);
      border-radius: var(--im-radius-l);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    dialog[open] {
      animation: none;
    }
  }
`;
