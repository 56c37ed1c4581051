/** What a still run can be told: presets, and every number adjustable within its range. Pure. */

import { ImpastoError } from '../../shared/errors';

/** Weights of the loss terms, each ≥ 0. */
export interface LossWeights {
  readonly content: number;
  readonly style: number;
  readonly tv: number;
  readonly pixel: number;
  /** Of the style term's layers relu1_1, 2_1, 3_1, 4_1; only their ratios count. */
  readonly layers: readonly number[];
}

/** `adam` with averaged iterates suits pictures; `lbfgs` needs no step size and sometimes gets lower. */
export const optimiserKinds = ['adam', 'lbfgs'] as const;
/** `picture`: what is given (the live stylised frame); `content`; `noise`: seeded. */
export const startKinds = ['picture', 'content', 'noise'] as const;
/**
 * `style`: the style's colours; `matched`: the style is first recoloured to the content's mean and covariance; `luma`:
 * only lightness is transferred.
 */
export const colourKinds = ['style', 'matched', 'luma'] as const;
export const presetNames = ['quick', 'standard', 'max'] as const;

export type PresetName = (typeof presetNames)[number];

export interface HqSettings {
  readonly optimiser: (typeof optimiserKinds)[number];
  readonly start: (typeof startKinds)[number];
  readonly colour: (typeof colourKinds)[number];
  /** Long side of the result, px. */
  readonly longSide: number;
  /** Long side of the coarsest scale, px; scales grow by √2 from about there to `longSide`. */
  readonly coarsestSide: number;
  /** Iterations at the coarsest scale. */
  readonly firstIterations: number;
  /** Iterations at each further scale. */
  readonly iterations: number;
  /**
   * Length of Adam's first step at each scale, 1 = from black to white; steps shrink along a cosine to a tenth of it.
   */
  readonly stepSize: number;
  /** Adam's averaging of iterates per step: 0 none, 0.99 about the last hundred. */
  readonly averaging: number;
  /** 0 = the content, 1 = full style, as in live mode. */
  readonly amount: number;
  /** Size of the styles' features relative to the content, 1 = both pictures equally large. */
  readonly styleScale: number;
  /** Of the noise, a whole number. */
  readonly seed: number;
  readonly weights: LossWeights;
}

/** Settings to change; weights may be changed one by one. */
export type StillOverrides = Partial<Omit<HqSettings, 'weights'>> & {
  readonly weights?: Partial<LossWeights>;
};

const base = {
  optimiser: 'adam',
  start: 'picture',
  colour: 'style',
  stepSize: 0.02,
  averaging: 0,
  amount: 1,
  styleScale: 1,
  seed: 1,
  weights: { content: 1, style: 15, tv: 0.5, pixel: 0, layers: [3, 2, 1, 1] },
} as const;

/** From the live picture; chosen on training pairs, by VGG-19's judgement and by eye. */
export const presets: Readonly<Record<PresetName, HqSettings>> = {
  quick: { ...base, longSide: 384, coarsestSide: 272, firstIterations: 24, iterations: 16 },
  standard: { ...base, longSide: 512, coarsestSide: 256, firstIterations: 60, iterations: 40 },
  max: { ...base, longSide: 1024, coarsestSide: 256, firstIterations: 120, iterations: 50 },
};

/** Legal range of each number, both ends included. */
export const settingRanges = {
  longSide: { low: 32, high: 4096, whole: true },
  coarsestSide: { low: 32, high: 4096, whole: true },
  firstIterations: { low: 1, high: 10_000, whole: true },
  iterations: { low: 1, high: 10_000, whole: true },
  stepSize: { low: 1e-5, high: 1, whole: false },
  averaging: { low: 0, high: 0.9999, whole: false },
  amount: { low: 0, high: 1, whole: false },
  styleScale: { low: 0.25, high: 4, whole: false },
  seed: { low: 0, high: 2 ** 32 - 1, whole: true },
} as const;

const maxWeight = 1e6;

/** Style layers: relu1_1, 2_1, 3_1, 4_1. */
export const styleLayers = 4;

function checkNumber(name: string, value: number, low: number, high: number, whole: boolean): void {
  if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
    const kind = whole ? 'a whole number' : 'a number';
    throw new ImpastoError(
      'invalid-argument',
      `${name} must be ${kind} from ${low} to ${high}, not ${value}.`,
    );
  }
}

function checkChoice(name: string, value: string, choices: readonly string[]): void {
  if (!choices.includes(value)) {
    throw new ImpastoError('invalid-argument', `${name} must be one of ${choices.join(', ')}, not ${value}.`);
  }
}

/** @throws ImpastoError `invalid-argument` naming the field and its legal values. */
export function checkSettings(settings: HqSettings): void {
  checkChoice('optimiser', settings.optimiser, optimiserKinds);
  checkChoice('start', settings.start, startKinds);
  checkChoice('colour', settings.colour, colourKinds);
  for (const [name, { low, high, whole }] of Object.entries(settingRanges)) {
    checkNumber(name, settings[name as keyof typeof settingRanges], low, high, whole);
  }
  const { layers, ...terms } = settings.weights;
  for (const [name, weight] of Object.entries(terms)) {
    checkNumber(`weights.${name}`, weight, 0, maxWeight, false);
  }
  if (layers.length !== styleLayers) {
    throw new ImpastoError(
      'invalid-argument',
      `weights.layers must have ${styleLayers} numbers, not ${layers.length}.`,
    );
  }
  layers.forEach((weight, i) => checkNumber(`weights.layers[${i}]`, weight, 0, maxWeight, false));
  if (terms.style > 0 && !layers.some((weight) => weight > 0)) {
    throw new ImpastoError('invalid-argument', 'weights.layers must have a number above 0.');
  }
}

/**
 * The presets begin at the live picture, where small steps do. From the content or from noise the way is long: longer
 * steps, more of them, scales from coarser on, so that large shapes form first, and a content that weighs enough to
 * form them.
 */
function fromAfar({ longSide, firstIterations, iterations, weights }: HqSettings): Partial<HqSettings> {
  return {
    stepSize: 0.05,
    coarsestSide: Math.min(128, longSide),
    firstIterations: firstIterations * 4,
    iterations: iterations * 2,
    weights: { ...weights, content: 2 },
  };
}

/**
 * A preset with changes, among which `start` decides how far there is to go. @throws ImpastoError `invalid-argument`.
 */
export function stillSettings(preset: PresetName, overrides: StillOverrides = {}): HqSettings {
  checkChoice('preset', preset, presetNames);
  const near = presets[preset];
  const start = overrides.start ?? near.start;
  const defaults = start === 'picture' ? near : { ...near, ...fromAfar(near) };
  const settings = { ...defaults, ...overrides, weights: { ...defaults.weights, ...overrides.weights } };
  checkSettings(settings);
  return settings;
}
