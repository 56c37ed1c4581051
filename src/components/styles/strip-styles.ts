/** How the strip of styles looks: a row that scrolls sideways, or a grid in the side panel. */
import { css } from 'lit';
import { sidePanel } from '../theme/layout';

export const stripStyles = css`
  :host {
    display: flex;
    min-width: 0;
    min-height: 0;
    --cell: 64px;
  }

  .scroller {
    display: flex;
    flex: 1;
    gap: 10px;
    min-width: 0;
    padding: 6px var(--im-4) 6px var(--im-2);
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scroll-snap-type: x proximity;
    scroll-padding: 0 40%;
    scrollbar-width: none;
    mask-image: linear-gradient(
      to right,
      transparent,
      var(--im-on-picture-ground) 10px calc(100% - 28px),
      transparent
    );
  }

  .add {
    flex: none;
    padding: 6px 2px 6px var(--im-4);
    --im-menu-radius: var(--im-radius-m);
  }

  .plus {
    display: grid;
    place-items: center;
    align-content: center;
    gap: 2px;
    width: var(--cell);
    height: var(--cell);
    border: 1.5px dashed var(--im-line-strong);
    border-radius: var(--im-radius-m);
    font-size: var(--im-text-xs);
  }

  .plus:hover {
    background: var(--im-tint);
  }

  .cell {
    position: relative;
    flex: none;
    scroll-snap-align: center;
  }

  label {
    position: relative;
    display: block;
  }

  .thumb {
    position: relative;
    display: block;
    width: var(--cell);
    aspect-ratio: 1;
    border-radius: var(--im-radius-m);
    overflow: hidden;
    background: var(--im-raised);
    transition: scale var(--im-fast) var(--im-ease);
  }

  img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
    pointer-events: none;
  }

  input:checked + .thumb {
    outline: var(--im-chosen-ring);
    outline-offset: 2px;
    scale: 0.94;
  }

  .busy {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    background: var(--im-on-picture-shade);
  }

  .name,
  .long {
    display: none;
  }

  .remove {
    position: absolute;
    z-index: 2;
    top: -6px;
    inset-inline-end: -6px;
    display: grid;
    place-items: center;
    width: 26px;
    height: 26px;
    border-radius: 50%;
    background: var(--im-text);
    color: var(--im-ground);
    --im-icon-size: 15px;
  }

  /* A larger target than the drawing. */
  .remove::after {
    content: '';
    position: absolute;
    inset: -9px -9px -9px -9px;
  }

  @media ${sidePanel} {
    :host(:not([row])) {
      display: block;
      height: 100%;
      overflow: hidden auto;
      padding: 6px var(--im-5) var(--im-5);
      scrollbar-width: thin;
      scrollbar-color: var(--im-line-strong) transparent;
    }

    :host(:not([row])) {
      --cell: 100%;
    }

    :host(:not([row])) .scroller {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
      gap: var(--im-4) var(--im-3);
      padding: 0;
      overflow: visible;
      mask-image: none;
    }

    .add {
      display: block;
      padding: 0 0 var(--im-4);
    }

    .add::part(button) {
      width: 100%;
    }

    .plus {
      display: flex;
      justify-content: center;
      gap: var(--im-2);
      width: 100%;
      height: 48px;
      font-size: var(--im-text-m);
    }

    .short {
      display: none;
    }

    .long {
      display: inline;
    }

    :host(:not([row])) .name {
      display: -webkit-box;
      margin-top: var(--im-2);
      overflow: hidden;
      color: var(--im-muted);
      font-size: var(--im-text-xs);
      line-height: 1.3;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }

    input:checked ~ .name {
      color: var(--im-text);
    }
  }

  /* A phone on its side. */
  @media (orientation: landscape) and (max-height: 560px) {
    :host(:not([row])) {
      padding: 6px var(--im-4) var(--im-3);
    }

    :host(:not([row])) .scroller {
      grid-template-columns: repeat(auto-fill, minmax(64px, 1fr));
      gap: var(--im-3);
    }

    .add {
      padding-bottom: var(--im-3);
    }

    .plus {
      height: var(--im-target);
    }

    :host(:not([row])) .name {
      display: none;
    }
  }
`;
