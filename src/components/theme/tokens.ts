/**
 * The design system: one file of custom properties (colour, type, space, radius, motion) and the few control styles
 * that several elements share. A studio by night or by day: warm black and ivory, one cadmium accent; artwork titles are
 * set like museum labels, in a serif italic. `light-dark()` follows the `color-scheme` of where it is used: what lies on
 * a picture is dark in both themes.
 */
import { css } from 'lit';

/** Custom properties; adopted by `impasto-app`, inherited by every element below it. */
export const tokens = css`
  :host {
    --im-ground: light-dark(#f4eee5, #0f0d0c);
    --im-surface: light-dark(#fffaf3, #1a1715);
    --im-raised: light-dark(#f0e8dc, #262220);
    --im-line: light-dark(rgb(48 32 16 / 0.16), rgb(255 244 230 / 0.14));
    --im-line-strong: light-dark(rgb(48 32 16 / 0.5), rgb(255 244 230 / 0.5));
    --im-tint: light-dark(rgb(48 32 16 / 0.08), rgb(255 244 230 / 0.12));
    --im-tint-strong: light-dark(rgb(48 32 16 / 0.14), rgb(255 244 230 / 0.22));
    --im-track: light-dark(rgb(48 32 16 / 0.22), rgb(255 244 230 / 0.34));
    --im-text: light-dark(#221a14, #f8f3ea);
    --im-muted: light-dark(#62564b, #cfc6bc);
    --im-accent: light-dark(#b0430d, #ff9057);
    --im-accent-hover: light-dark(#943506, #ffab7d);
    --im-accent-ink: light-dark(#fffaf3, #241006);
    --im-accent-tint: light-dark(rgb(176 67 13 / 0.12), rgb(255 144 87 / 0.16));
    --im-good: light-dark(#1d7a3e, #8fd3a5);
    --im-warn: light-dark(#8a5200, #ffd08a);
    --im-danger: light-dark(#b3261e, #ff8f85);
    --im-record: light-dark(#d92d20, #ff4a3d);
    --im-second: light-dark(#1c7a6e, #5fb3a8);
    --im-third: light-dark(#8a6a00, #f3c969);
    --im-glass: light-dark(rgb(255 250 243 / 0.9), rgb(23 20 18 / 0.78));
    --im-glass-strong: light-dark(rgb(255 250 243 / 0.96), rgb(23 20 18 / 0.92));
    --im-glass-filter: blur(18px) saturate(1.4);
    --im-ground-tint: light-dark(rgb(244 238 229 / 0.25), rgb(15 13 12 / 0.25));

    /* Over or around a picture: the same in both themes. */
    --im-on-picture-ground: #000;
    --im-on-picture-warm: #2a211c;
    --im-on-picture-glow: radial-gradient(120% 90% at 50% 30%, var(--im-on-picture-warm), #0f0d0c 70%);
    --im-on-picture-shade: rgb(10 8 7 / 0.57);
    --im-on-picture-shade-strong: rgb(10 8 7 / 0.8);
    --im-on-picture-line: rgb(255 255 255 / 0.6);
    --im-on-picture-edge: rgb(0 0 0 / 0.5);
    --im-on-picture-frame: #fff;
    --im-backdrop: rgb(8 6 5 / 0.6);

    --im-sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;
    --im-serif:
      'Iowan Old Style', 'Palatino Linotype', Palatino, 'Noto Serif', Georgia, 'DejaVu Serif', serif;
    --im-text-xs: 0.75rem;
    --im-text-s: 0.8125rem;
    --im-text-m: 0.9375rem;
    --im-text-l: 1.125rem;
    --im-text-xl: 1.625rem;
    /* Whole fonts: of a screen, of a part of it, of an artwork. */
    --im-title: 500 var(--im-text-xl) / 1.2 var(--im-serif);
    --im-heading: 500 var(--im-text-l) / 1.3 var(--im-serif);
    --im-artwork: italic 500 var(--im-text-m) / 1.3 var(--im-serif);

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
    --im-shadow-s: 0 1px 6px rgb(0 0 0 / 0.45);
    --im-shadow-m: 0 2px 12px rgb(0 0 0 / 0.48);
    /* Outlines: of what has the keyboard, of what is chosen. */
    --im-focus-ring: 3px solid var(--im-text);
    --im-chosen-ring: 3px solid var(--im-accent);

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
