/**
 * What fingers and mouse do on the picture, told apart: press and hold, sideways swipe, double tap, pinch (or
 * ctrl + wheel, which is how browsers report a trackpad's pinch). Pure bookkeeping; one instance per stage.
 */

/** A press this long, ms, is a hold. */
const holdMs = 260;
/** A pointer that moved further than this, CSS px, is no tap and no hold. */
const slop = 12;
/** Two taps within this time, ms, and distance, CSS px, are a double tap. */
const doubleTapMs = 320;
const doubleTapDistance = 40;
/** Speeds are measured over the last so many ms. */
const speedWindowMs = 90;

export interface GestureEvents {
  readonly onHold: (holding: boolean) => void;
  /** @param dx CSS px from where it began; right is positive. */
  readonly onSwipe: (dx: number) => void;
  /** @param speed CSS px per ms at the end; 0 when it was cancelled. */
  readonly onSwipeEnd: (dx: number, speed: number, cancelled: boolean) => void;
  /** @param scale since the last call; above 1 is apart. */
  readonly onPinch: (scale: number) => void;
  readonly onDoubleTap: () => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Sample {
  readonly x: number;
  readonly at: number;
}

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'pressed'; readonly start: Point; readonly timer: ReturnType<typeof setTimeout> }
  | { readonly kind: 'holding' }
  | { readonly kind: 'swiping'; readonly start: Point; readonly samples: readonly Sample[] }
  | { readonly kind: 'pinching'; readonly distance: number }
  /** Moved up or down, or a finger of a pinch is left: wait for the last one to go. */
  | { readonly kind: 'spent' };

export class StageGestures {
  readonly #events: GestureEvents;
  readonly #pointers = new Map<number, Point>();
  #state: State = { kind: 'none' };
  #lastTap: (Point & { readonly at: number }) | null = null;

  constructor(events: GestureEvents) {
    this.#events = events;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const start = pointOf(event);
    this.#pointers.set(event.pointerId, start);
    if (this.#pointers.size === 2) {
      this.#cancel();
      this.#state = { kind: 'pinching', distance: this.#distance() };
    } else if (this.#pointers.size === 1) {
      const timer = setTimeout(() => {
        this.#state = { kind: 'holding' };
        this.#events.onHold(true);
      }, holdMs);
      this.#state = { kind: 'pressed', start, timer };
    }
  };

  readonly move = (event: PointerEvent): void => {
    if (!this.#pointers.has(event.pointerId)) return;
    const point = pointOf(event);
    this.#pointers.set(event.pointerId, point);
    const state = this.#state;
    if (state.kind === 'pressed') this.#leavePress(state, point, event);
    else if (state.kind === 'swiping') {
      const samples = [...state.samples, { x: point.x, at: event.timeStamp }];
      this.#state = {
        ...state,
        samples: samples.filter(({ at }) => event.timeStamp - at < speedWindowMs),
      };
      this.#events.onSwipe(point.x - state.start.x);
    } else if (state.kind === 'pinching' && this.#pointers.size === 2) {
      const distance = this.#distance();
      this.#state = { kind: 'pinching', distance };
      if (state.distance > 0) this.#events.onPinch(distance / state.distance);
    }
  };

  readonly up = (event: PointerEvent): void => {
    if (!this.#pointers.delete(event.pointerId)) return;
    const state = this.#state;
    const point = pointOf(event);
    if (state.kind === 'swiping') {
      const [first] = state.samples;
      const speed = first ? (point.x - first.x) / Math.max(1, event.timeStamp - first.at) : 0;
      this.#events.onSwipeEnd(point.x - state.start.x, speed, false);
    } else if (state.kind === 'holding') this.#events.onHold(false);
    else if (state.kind === 'pressed') {
      clearTimeout(state.timer);
      this.#tap(point, event.timeStamp);
    }
    this.#state = { kind: this.#pointers.size === 0 ? 'none' : 'spent' };
  };

  readonly cancel = (event: PointerEvent): void => {
    if (!this.#pointers.delete(event.pointerId)) return;
    this.#cancel();
    this.#state = { kind: this.#pointers.size === 0 ? 'none' : 'spent' };
  };

  readonly wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#events.onPinch(Math.exp(-event.deltaY / 100));
  };

  /** Ends whatever is under way, as if it had not been. */
  release(): void {
    this.#cancel();
    this.#pointers.clear();
    this.#state = { kind: 'none' };
  }

  get holding(): boolean {
    return this.#state.kind === 'holding';
  }

  #leavePress(state: Extract<State, { kind: 'pressed' }>, point: Point, event: PointerEvent): void {
    const dx = point.x - state.start.x;
    const dy = point.y - state.start.y;
    if (Math.hypot(dx, dy) < slop) return;
    clearTimeout(state.timer);
    if (Math.abs(dx) <= Math.abs(dy)) {
      this.#state = { kind: 'spent' };
      return;
    }
    // The finger may leave the picture on its way.
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#state = { kind: 'swiping', start: state.start, samples: [{ x: point.x, at: event.timeStamp }] };
    this.#events.onSwipe(dx);
  }

  #tap({ x, y }: Point, at: number): void {
    const last = this.#lastTap;
    const near = last && Math.hypot(x - last.x, y - last.y) < doubleTapDistance;
    if (near && at - last.at < doubleTapMs) {
      this.#lastTap = null;
      this.#events.onDoubleTap();
    } else this.#lastTap = { x, y, at };
  }

  #cancel(): void {
    const state = this.#state;
    if (state.kind === 'pressed') clearTimeout(state.timer);
    else if (state.kind === 'holding') this.#events.onHold(false);
    else if (state.kind === 'swiping') this.#events.onSwipeEnd(0, 0, true);
  }

  #distance(): number {
    const [a, b] = [...this.#pointers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }
}

function pointOf({ clientX: x, clientY: y }: PointerEvent): Point {
  return { x, y };
}
