/**
 * Where the second style is when it is painted by hand: strokes of a soft brush on a mask of the shown part, and steps
 * back. It belongs to what is in the picture: with another source it begins anew.
 */
import { TypedTarget } from '../../shared/typed-target';
import { smoothstep } from '../../shared/keyframes';
import { shorterSide } from '../../shared/picture';
import type { BrushApi, BrushSpot, BrushTool } from '../api/two-styles-api';
import type { StyleMask } from '../../workers/networks/types';
import { blurred } from './blur-mask';

/** Width and height of the mask, px: finer than any brush's edge. */
const side = 256;

/** The brush is full within this share of its radius, and fades from there. */
const core = 0.4;

/** From one dab of a stroke to the next, in radii: closer ones are not told apart. */
const spacing = 0.2;

/** Strokes that can be taken back; each keeps 64 kB. */
const mostSteps = 24;

/** How far `soften` blurs, in radii. */
const blurRadius = 0.4;

interface Stroke {
  /** The mask before it. */
  readonly before: Uint8Array<ArrayBuffer>;
  /** What the brush makes of it where it is full. */
  readonly full: Uint8Array<ArrayBuffer> | number;
  /** How strongly the brush was anywhere, 0..1: going over a place twice in one stroke changes nothing. */
  readonly strength: Float32Array;
  readonly last: BrushSpot | null;
}

export class BrushMask extends TypedTarget<{ change: Event }> implements BrushApi {
  readonly #aspect: () => number;
  #mask: StyleMask = none();
  /** Of the mask: asked for at every change of the session. */
  #empty = true;
  #steps: readonly Uint8Array<ArrayBuffer>[] = [];
  #stroke: Stroke | null = null;
  #scene: unknown;

  /** @param aspect width by height of what is shown: the brush is round there */
  constructor(aspect: () => number) {
    super();
    this.#aspect = aspect;
  }

  /** The same one as long as nothing is painted. */
  get mask(): StyleMask {
    return this.#mask;
  }

  get undoable(): boolean {
    return this.#steps.length > 0;
  }

  get empty(): boolean {
    return this.#empty;
  }

  begin(tool: BrushTool, spot: BrushSpot): void {
    const before = this.#mask.data;
    this.#steps = [...this.#steps, before].slice(-mostSteps);
    const full = tool === 'soften' ? this.#softened(before, spot.radius) : tool === 'add' ? 255 : 0;
    this.#stroke = { before, full, strength: new Float32Array(side * side), last: null };
    this.to([spot]);
  }

  to(spots: readonly BrushSpot[]): void {
    const stroke = this.#stroke;
    if (!stroke || spots.length === 0) return;
    let { last } = stroke;
    for (const spot of spots) {
      this.#draw(stroke.strength, last ?? spot, spot);
      last = spot;
    }
    this.#stroke = { ...stroke, last };
    this.#show(painted(stroke));
  }

  /** A line of dabs. */
  #draw(strength: Float32Array, from: BrushSpot, spot: BrushSpot): void {
    const { x: width, y: height } = shorterSide(this.#aspect());
    const distance = Math.hypot((spot.x - from.x) / width, (spot.y - from.y) / height);
    const dabs = Math.max(1, Math.ceil(distance / (spacing * spot.radius)));
    for (let dab = 1; dab <= dabs; dab++) {
      const share = dab / dabs;
      const between = (a: number, b: number): number => a + share * (b - a);
      press(
        strength,
        {
          x: between(from.x, spot.x),
          y: between(from.y, spot.y),
          radius: between(from.radius, spot.radius),
          pressure: between(from.pressure, spot.pressure),
        },
        width,
        height,
      );
    }
  }

  end(): void {
    this.#stroke = null;
  }

  undo(): void {
    this.#stroke = null;
    const before = this.#steps.at(-1);
    if (!before) return;
    this.#steps = this.#steps.slice(0, -1);
    this.#show(before);
  }

  clear(): void {
    this.#stroke = null;
    if (this.empty) return;
    this.#steps = [...this.#steps, this.#mask.data].slice(-mostSteps);
    this.#show(none().data);
  }

  /** What is in the picture now: of another one nothing counts here. @param scene compared by identity */
  belongTo(scene: unknown): void {
    if (scene === this.#scene) return;
    this.#scene = scene;
    this.#stroke = null;
    if (this.empty && !this.undoable) return;
    this.#steps = [];
    this.#show(none().data);
  }

  #softened(before: Uint8Array<ArrayBuffer>, radius: number): Uint8Array<ArrayBuffer> {
    const unit = shorterSide(this.#aspect());
    const reach = (share: number): number => Math.max(1, Math.round(blurRadius * radius * share * side));
    return blurred(before, side, reach(unit.x), reach(unit.y));
  }

  #show(data: Uint8Array<ArrayBuffer>): void {
    this.#mask = { data, width: side, height: side };
    this.#empty = data.every((share) => share === 0);
    this.dispatchEvent(new Event('change'));
  }
}

function none(): StyleMask {
  return { data: new Uint8Array(side * side), width: side, height: side };
}

/** @param width, height one share of the shorter side, in shares of the mask's sides */
function press(
  strength: Float32Array,
  { x, y, radius, pressure }: BrushSpot,
  width: number,
  height: number,
): void {
  const [reachX, reachY] = [radius * width * side, radius * height * side];
  const [centreX, centreY] = [x * side - 0.5, y * side - 0.5];
  const inside = (index: number): number => Math.min(side - 1, Math.max(0, index));
  for (let row = inside(Math.floor(centreY - reachY)); row <= inside(Math.ceil(centreY + reachY)); row++) {
    for (
      let column = inside(Math.floor(centreX - reachX));
      column <= inside(Math.ceil(centreX + reachX));
      column++
    ) {
      const away = Math.hypot((column - centreX) / reachX, (row - centreY) / reachY);
      if (away >= 1) continue;
      const share = pressure * smoothstep(Math.min(1, (1 - away) / (1 - core)));
      const i = row * side + column;
      strength[i] = Math.max(Number(strength[i]), share);
    }
  }
}

function painted({ before, full, strength }: Stroke): Uint8Array<ArrayBuffer> {
  return before.map((was, i) => {
    const goal = typeof full === 'number' ? full : Number(full[i]);
    return Math.round(was + Number(strength[i]) * (goal - was));
  });
}
