/**
 * Swiping from style to style: while the finger moves, the look is a mix of both (bottlenecks are linear: Ghiasi et al. 2017, section 3.2), so that
 * the picture itself shows what comes; letting go decides.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MixPart } from '../../pipeline/api/styles-api';
import type { SessionApi } from '../../pipeline/api/session-api';
import type { Settings, StyleEntry } from '../../pipeline/api/session-state';
import type { ImpastoEvents } from '../controls/events';
import { tick } from './haptics';

/** Dragged over this share of the picture's width, the next style is all there is. */
const fullOffset = 0.7;
/** Let go beyond this share, or faster than this, CSS px per ms, the next style stays. */
const commitOffset = 0.28;
const commitSpeed = 0.45;

export interface Swipe {
  /** What comes. */
  readonly entry: StyleEntry;
  /** Its share of the look, 0..1. */
  readonly share: number;
  readonly step: -1 | 1;
}

type Host = ReactiveControllerHost & { readonly session: SessionApi | null };

export class StyleSwipe implements ReactiveController {
  readonly #host: Host;
  #swipe: Swipe | null = null;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** The swipe under way, if there is one. */
  get current(): Swipe | null {
    return this.#swipe;
  }

  hostDisconnected(): void {
    this.#set(null);
  }

  move({ offset }: ImpastoEvents['style-swipe']): void {
    const session = this.#host.session;
    if (!session || offset === 0) return;
    const step = offset > 0 ? 1 : -1;
    const entry = neighbour(session.snapshot.styles, session.snapshot.settings.styleId, step);
    if (!entry) return;
    const share = Math.min(1, Math.abs(offset) / fullOffset);
    this.#set({ entry, share, step });
    session.styles.preview(between(session.snapshot.settings, entry.id, share));
  }

  end({ offset, speed, cancelled }: ImpastoEvents['style-swipe-end']): void {
    const swipe = this.#swipe;
    const session = this.#host.session;
    this.#set(null);
    if (!swipe || !session) return;
    const far = Math.abs(offset) > commitOffset && speed * swipe.step > -commitSpeed;
    const flung = speed * swipe.step > commitSpeed;
    if (!cancelled && Math.sign(offset) === swipe.step && (far || flung)) {
      tick();
      session.styles.choose(swipe.entry.id);
    } else session.styles.preview(null);
  }

  #set(swipe: Swipe | null): void {
    if (swipe === this.#swipe) return;
    this.#swipe = swipe;
    this.#host.requestUpdate();
  }
}

/** The style `step` places further, around the ends. */
export function neighbour(styles: readonly StyleEntry[], id: string, step: number): StyleEntry | null {
  const index = styles.findIndex((style) => style.id === id);
  const next = styles.at((index + step) % Math.max(1, styles.length));
  return next && next.id !== id ? next : null;
}

/** From the present look to a style: `share` 0 is the look, 1 the style. */
export function between({ styleId, mix }: Settings, id: string, share: number): readonly MixPart[] {
  const present = mix.length > 1 ? mix : [{ id: styleId, weight: 1 }];
  const total = present.reduce((sum, { weight }) => sum + weight, 0);
  const parts = present.map((part) => ({ id: part.id, weight: (part.weight / total) * (1 - share) }));
  return [{ id, weight: share }, ...parts.slice(0, 3)];
}
