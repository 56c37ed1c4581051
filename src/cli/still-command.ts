/** Parses and checks the command line of `npm run still`. Pure. */

import { parseArgs } from 'node:util';
import { messageOf } from '../shared/errors';
import { colourKinds, optimiserKinds, presetNames, startKinds, stillSettings } from '../workers/hq/settings';
import type { PresetName, StillOverrides, HqSettings } from '../workers/hq/settings';
import { choice, invalid, number } from './options';
import { maskUsage, parseSecond } from './second-option';
import type { SecondOption } from './second-option';

export const usage = `Usage: npm run still -- --content <file> --style <file> [--style <file> …] --out <file>
                       [--preset ${presetNames.join(' | ')}] [options]
                       [--style-b <file> --mask <file or name> [--amount-b 0..1]]

  --content         picture (jpg, jpeg, png, webp, avif, gif, tif, tiff)
  --style           picture; several are mixed
  --mix             shares of the styles, such as 2,1 (default: equal)
  --style-b         a second style (one picture) in the same result; --mask says where
${maskUsage}
  --amount-b        of --style-b (default: --amount)
  --out             .png, .jpg or .webp
  --preset          default standard
  --size            long side that is optimised, px
  --full-size       enlarge the result to the content's own size, guided by the content
  --memory          MB that the optimisation may take (default 1500); scales that need more are left out
  --amount          0 = the content, 1 = full style (default 1)
  --style-scale     size of the style's features, 0.25 to 4 (default 1)
  --colour          ${colourKinds.join(' | ')}: of the style; style recoloured to the content; lightness only
  --start           ${startKinds.join(' | ')}: the live network's result (default); the content; seeded noise
  --seed            of the noise
  --optimiser       ${optimiserKinds.join(' | ')}
  --first-iterations, --iterations   at the coarsest scale, and at each further one
  --content-weight, --style-weight, --tv-weight, --pixel-weight   of the losses
  --layer-weights   of relu1_1, 2_1, 3_1, 4_1, such as 1,1,1,1
  --loss-network    a safetensors file: ours, or a VGG-19
  --film            .mp4 of at most 10 s: how it was painted (needs ffmpeg)
  --help            this text

Errors are one line each on stderr; the exit code is then 2.
`;

export interface StillCommand {
  readonly content: string;
  readonly styles: readonly { readonly path: string; readonly weight: number }[];
  /** Undefined for one style alone. */
  readonly second: SecondOption | undefined;
  readonly out: string;
  /** Safetensors file; undefined takes the shipped network. */
  readonly lossNetwork: string | undefined;
  /** Where the film of the painting goes; undefined for none. */
  readonly film: string | undefined;
  /** Enlarge to the content's own size. */
  readonly fullSize: boolean;
  readonly memoryBytes: number;
  readonly settings: HqSettings;
}

function numbers(name: string, text: string): number[] {
  return text.split(',').map((part) => number(name, part));
}

const text = { type: 'string' } as const;
const options = {
  content: text,
  style: { type: 'string', multiple: true },
  mix: text,
  'style-b': text,
  mask: text,
  'amount-b': text,
  out: text,
  preset: { type: 'string', default: 'standard' },
  size: text,
  amount: text,
  'style-scale': text,
  colour: text,
  start: text,
  seed: text,
  optimiser: text,
  'first-iterations': text,
  iterations: text,
  'content-weight': text,
  'style-weight': text,
  'tv-weight': text,
  'pixel-weight': text,
  'layer-weights': text,
  'loss-network': text,
  film: text,
  'full-size': { type: 'boolean', default: false },
  memory: text,
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
type NumberOption = Exclude<keyof Values, 'style' | 'help' | 'full-size'>;

/** The settings that were given, under their names in `HqSettings`. */
function overridesOf(values: Values): StillOverrides {
  const given = <K extends string>(option: NumberOption, field: K): Partial<Record<K, number>> => {
    const value = values[option];
    return value === undefined ? {} : ({ [field]: number(option, value) } as Record<K, number>);
  };
  const layers = values['layer-weights'];
  return {
    ...given('size', 'longSide'),
    ...given('amount', 'amount'),
    ...given('style-scale', 'styleScale'),
    ...given('seed', 'seed'),
    ...given('first-iterations', 'firstIterations'),
    ...given('iterations', 'iterations'),
    ...(values.colour !== undefined && { colour: choice('colour', values.colour, colourKinds) }),
    ...(values.start !== undefined && { start: choice('start', values.start, startKinds) }),
    ...(values.optimiser !== undefined && {
      optimiser: choice('optimiser', values.optimiser, optimiserKinds),
    }),
    weights: {
      ...given('content-weight', 'content'),
      ...given('style-weight', 'style'),
      ...given('tv-weight', 'tv'),
      ...given('pixel-weight', 'pixel'),
      ...(layers !== undefined && { layers: numbers('layer-weights', layers) }),
    },
  };
}

/** The heap of tfjs's wasm backend ends at 2 GB; what is left is for pictures and weights. */
const defaultMegabytes = 1500;

function memoryBytes(text: string | undefined): number {
  const megabytes = text === undefined ? defaultMegabytes : number('memory', text);
  if (!(megabytes > 0)) invalid(`--memory must be above 0, not ${megabytes}.`);
  return megabytes * 1e6;
}

/** @throws ImpastoError `invalid-argument` naming the option and its legal values. */
export function parseStillCommand(args: readonly string[]): StillCommand | 'help' {
  let values: Values;
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (cause) {
    invalid(messageOf(cause), cause);
  }
  if (values.help) return 'help';
  const { content, style: paths = [], out } = values;
  if (!content || !out || paths.length === 0)
    invalid('--content, --style and --out are needed; --help explains.');
  if (!/\.(png|jpe?g|webp)$/i.test(out)) invalid(`--out must end in .png, .jpg or .webp, not “${out}”.`);
  if (values.film !== undefined && !/\.mp4$/i.test(values.film))
    invalid(`--film must end in .mp4, not “${values.film}”.`);
  const shares = values.mix === undefined ? paths.map(() => 1) : numbers('mix', values.mix);
  if (shares.length !== paths.length) {
    invalid(`--mix must have one number for each of the ${paths.length} styles, not ${shares.length}.`);
  }
  const preset: PresetName = choice('preset', values.preset, presetNames);
  const settings = stillSettings(preset, overridesOf(values));
  const texts = { style: values['style-b'], mask: values.mask, strength: values['amount-b'] };
  return {
    content,
    styles: paths.map((path, i) => ({ path, weight: Number(shares[i]) })),
    second: parseSecond(texts, 'amount-b', settings.amount),
    out,
    lossNetwork: values['loss-network'],
    film: values.film,
    fullSize: values['full-size'],
    memoryBytes: memoryBytes(values.memory),
    settings,
  };
}
