/**
 * Every string of the HQ still. Apart from `strings.ts` because it is loaded only when an HQ still is opened. Sentences
 * for problems say what happened and what to do.
 */
import { msg, str } from '@lit/localize';
import type { FileType, HqProblem, Losses, PresetName, HqSettings } from '../../pipeline/api/hq-state';
import { assertNever } from '../../shared/assert';
import type { Sentence } from '../strings/strings';

export const hqStrings = {
  title: () => msg('HQ still'),
  intro: () => msg('Paints this one picture slowly and thoroughly, stroke by stroke.'),
  picture: () => msg('The picture so far'),
  preparing: () => msg('Getting ready'),
  loading: (percent: number) => msg(str`Loading the network: ${percent} %`),
  close: () => msg('Close'),
  preset: () => msg('Quality'),
  amount: () => msg('Style strength'),
  fullSize: () => msg('Full size'),
  fullSizeHint: (width: number, height: number) => msg(str`The result has ${width} × ${height} pixels.`),
  paintedSizeHint: (side: number) => msg(str`The result has ${side} pixels on its long side.`),
  styles: () => msg('Styles'),
  both: () => msg('Both styles'),
  bothHint: (titles: string) => msg(str`Beside this one, as in the live picture: ${titles}`),
  stylesHint: () => msg('Choose more than one to mix them.'),
  share: (title: string) => msg(str`Share of ${title}`),
  advanced: () => msg('Advanced'),
  start: () => msg('Paint'),
  pause: () => msg('Pause'),
  resume: () => msg('Go on'),
  keep: () => msg('Keep this'),
  cancel: () => msg('Cancel'),
  save: () => msg('Save'),
  sendOn: () => msg('Share'),
  again: () => msg('Paint again'),
  tryAgain: () => msg('Try again'),
  progress: () => msg('Progress'),
  percent: (value: number) => msg(str`${value} %`),
  paused: () => msg('Paused'),
  finishing: () => msg('Finishing the picture'),
  estimating: () => msg('Starting'),
  at: (width: number, height: number) => msg(str`at ${width} × ${height} px`),
  secondsLeft: (seconds: number) => msg(str`about ${seconds} s left`),
  minutesLeft: (minutes: number) => msg(str`about ${minutes} min left`),
  steppedDown: () => msg('This device has not enough memory for the finest strokes: they are left out.'),
  limited: (width: number, height: number) =>
    msg(str`Memory allowed painting at ${width} × ${height} px; the rest is enlarged.`),
  done: () => msg('Done'),
  keptEarly: () => msg('Kept as it was'),
  size: (width: number, height: number) => msg(str`${width} × ${height} px`),
  fileType: () => msg('File type'),
  fileTypeHint: () => msg('The settings are written into the file.'),
  keepFilm: () => msg('Keep the painting as a clip'),
  filmKept: () => msg('A clip of the painting is in your takes'),
  filmFailed: () => msg('The clip could not be made here. Free some storage and try again.'),
  saved: (name: string) => msg(str`Saved as ${name}`),
  savedOther: (name: string) => msg(str`This browser cannot write that type. Saved as ${name}`),
  saveFailed: () => msg('The file could not be made. Choose another type, or a smaller size, and try again.'),
  curves: () => msg('How it gets closer'),
  curvesHint: () => msg('Each curve on its own logarithmic scale; lower is closer.'),
  curve: (name: string, from: string, to: string) => msg(str`${name}: from ${from} to ${to}`),
  optimiser: () => msg('Optimiser'),
  startFrom: () => msg('Start from'),
  colour: () => msg('Colours'),
  network: () => msg('Loss network'),
  networkOwn: () => msg('Impasto’s own'),
  networkBrought: () => msg('Your VGG-19'),
  networkHint: () =>
    msg('A VGG-19 (safetensors, 14 to 575 MB) judges more finely, and takes about four times as long.'),
  networkFile: () => msg('Open a VGG-19 file'),
  networkUrl: () => msg('Address of a VGG-19 file'),
  networkLoad: () => msg('Load'),
  networkRemove: () => msg('Use Impasto’s own'),
  computedOn: (backend: string) => msg(str`Computed on ${backend}.`),
  range: (low: number, high: number) => msg(str`${low} to ${high}`),
} as const;

export function presetName(name: PresetName): string {
  switch (name) {
    case 'quick':
      return msg('Quick');
    case 'standard':
      return msg('Standard');
    case 'max':
      return msg('Max');
    default:
      return assertNever(name);
  }
}

export function optimiserName(name: HqSettings['optimiser']): string {
  return name === 'adam' ? 'Adam' : 'L-BFGS';
}

export function startName(name: HqSettings['start']): string {
  switch (name) {
    case 'picture':
      return msg('Live view');
    case 'content':
      return msg('Original');
    case 'noise':
      return msg('Noise');
    default:
      return assertNever(name);
  }
}

export function colourName(name: HqSettings['colour']): string {
  switch (name) {
    case 'style':
      return msg('Of the style');
    case 'matched':
      return msg('Matched');
    case 'luma':
      return msg('Original');
    default:
      return assertNever(name);
  }
}

export function fileTypeName(type: FileType): string {
  switch (type) {
    case 'image/png':
      return 'PNG';
    case 'image/jpeg':
      return 'JPEG';
    case 'image/webp':
      return 'WebP';
    default:
      return assertNever(type);
  }
}

export function lossName(name: keyof Losses): string {
  switch (name) {
    case 'total':
      return msg('Total');
    case 'content':
      return msg('Content');
    case 'style':
      return msg('Style');
    case 'pixel':
      return msg('Per pixel');
    case 'tv':
      return msg('Roughness');
    default:
      return assertNever(name);
  }
}

/** Settings that are numbers, in the order they are shown. */
export type NumberSetting =
  | 'longSide'
  | 'coarsestSide'
  | 'firstIterations'
  | 'iterations'
  | 'stepSize'
  | 'averaging'
  | 'styleScale'
  | 'seed';

export function settingName(name: NumberSetting): string {
  switch (name) {
    case 'longSide':
      return msg('Painted size, px');
    case 'coarsestSide':
      return msg('Coarsest size, px');
    case 'firstIterations':
      return msg('Steps at the coarsest size');
    case 'iterations':
      return msg('Steps at each further size');
    case 'stepSize':
      return msg('Step length');
    case 'averaging':
      return msg('Averaging');
    case 'styleScale':
      return msg('Size of strokes');
    case 'seed':
      return msg('Seed of the noise');
    default:
      return assertNever(name);
  }
}

export function weightName(name: 'content' | 'style' | 'tv' | 'pixel'): string {
  switch (name) {
    case 'content':
      return msg('Weight of content');
    case 'style':
      return msg('Weight of style');
    case 'tv':
      return msg('Weight of smoothness');
    case 'pixel':
      return msg('Weight per pixel');
    default:
      return assertNever(name);
  }
}

/** @param layer 0..3 */
export function layerName(layer: number): string {
  return msg(str`Style layer ${layer + 1}`);
}

export function hqProblem(problem: HqProblem): Sentence {
  switch (problem) {
    case 'no-backend':
      return {
        title: msg('An HQ still cannot be computed here'),
        text: msg('None of the graphics backends works. Choose Auto in Settings, or update your browser.'),
      };
    case 'own-network-missing':
      return {
        title: msg('What paints stills could not be loaded'),
        text: msg('Check your connection and try again. Once loaded, it works offline too.'),
      };
    case 'network-refused':
      return {
        title: msg('This is no VGG-19'),
        text: msg('Choose a VGG-19 in the safetensors format, such as torchvision’s.'),
      };
    case 'network-unreachable':
      return {
        title: msg('The loss network could not be loaded'),
        text: msg('Check the address and your connection; the other site must allow loading (CORS).'),
      };
    case 'memory':
      return {
        title: msg('There was not enough memory'),
        text: msg('Close other apps and tabs, or choose a quicker quality, and try again.'),
      };
    case 'kept-run-gone':
      return {
        title: msg('The unfinished still is gone'),
        text: msg('It was finished or removed in another tab. Take a new one.'),
      };
    case 'failed':
      return {
        title: msg('Painting stopped'),
        text: msg('Try again, with a smaller step length or another backend if it happens once more.'),
      };
    default:
      return assertNever(problem);
  }
}
