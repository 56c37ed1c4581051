/**
 * The design system: one file of custom properties (colour, type, space, radius, motion) and the few control styles
 * that several elements share. A studio at night: warm black, ivory, one cadmium accent; artwork titles are set like
 * museum labels, in a serif italic.
 */
import { css } from 'lit';

/** Custom properties; adopted by `impasto-app`, inherited by every element below it. */
export const tokens = css`
  :host {
    --im-ground: #0f0d0c;
    --im-surface: #1a1715;
    --im-raised: #262220;
    --im-line: rgb(255 244 230 / 0.14);
    --im-line-strong: rgb(255 244 230 / 0.5);
    --im-text: #f8f3ea;
    --im-muted: #c3bab0;
    --im-accent: #ff9057;
    --im-accent-ink: #241006;
    --im-danger: #ff8f85;
    --im-record: #ff4a3d;
    --im-glass: rgb(23 20 18 / 0.78);
    --im-glass-strong: rgb(23 20 18 / 0.92);

    --im-sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;
    --im-serif:
      'Iowan Old Style', 'Palatino Linotype', Palatino, 'Noto Serif', Georgia, 'DejaVu Serif', serif;
    --im-text-xs: 0.75rem;
    --im-text-s: 0.8125rem;
    --im-text-m: 0.9375rem;
    --im-text-l: 1.125rem;
    --im-text-xl: 1.625rem;

    --im-1: 4px;
    --im-2: 8px;
    --im-3: 12px;
    --im-4: 16px;
    --im-5: 24px;
    --im-6: 32px;
    --im-target: 44px;

    --im-radius-s: 10px;
    --im-radius-m: 14px;
    --im-radius-l: 24px;
    --im-round: 999px;
    --im-shadow: 0 12px 40px rgb(0 0 0 / 0.5);

    --im-fast: 140ms;
    --im-slow: 420ms;
    --im-ease: cubic-bezier(0.2, 0.7, 0.2, 1);

    --im-safe-top: env(safe-area-inset-top, 0px);
    --im-safe-right: env(safe-area-inset-right, 0px);
    --im-safe-bottom: env(safe-area-inset-bottom, 0px);
    --im-safe-left: env(safe-area-inset-left, 0px);
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --im-fast: 0ms;
      --im-slow: 0ms;
    }
  }
`;

/** Base rules and controls used by more than one element. */
export const controls = css`
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
    outline: 3px solid var(--im-text);
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
    background: rgb(255 244 230 / 0.14);
  }

  .round[aria-pressed='true'] {
    background: var(--im-text);
    color: var(--im-ground);
  }

  .glass {
    background: var(--im-glass);
    backdrop-filter: blur(18px) saturate(1.4);
    -webkit-backdrop-filter: blur(18px) saturate(1.4);
  }

  .action {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--im-2);
    min-height: 48px;
    padding: 0 var(--im-5);
    border-radius: var(--im-round);
    background: rgb(255 244 230 / 0.12);
    font-size: var(--im-text-m);
    font-weight: 600;
    transition: background-color var(--im-fast);
  }

  .action:hover {
    background: rgb(255 244 230 / 0.2);
  }

  .action.primary {
    background: var(--im-accent);
    color: var(--im-accent-ink);
  }

  .action.primary:hover {
    background: #ffa576;
  }

  .spinner {
    display: inline-block;
    flex: none;
    width: 20px;
    height: 20px;
    border: 2.5px solid rgb(255 244 230 / 0.25);
    border-top-color: var(--im-accent);
    border-radius: 50%;
    animation: im-turn 900ms linear infinite;
  }

  @keyframes im-turn {
    to {
      transform: rotate(1turn);
    }
  }

  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 3s;
    }
  }
`;

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
  }

  dialog[open] {
    animation: im-rise 260ms var(--im-ease);
  }

  dialog::backdrop {
    background: rgb(8 6 5 / 0.6);
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
