/** Strings of the settings, which are loaded with their sheet. */
import { msg, str } from '@lit/localize';
import type { MirrorStyles } from '../../pipeline/api/mirror-api';
import type {
  BackendName,
  FrameRate,
  StrokeScale,
  StyledArea,
  Theme,
} from '../../pipeline/api/session-state';
import { assertNever } from '../../shared/assert';
import { backendName } from '../strings/strings';

export const settingsStrings = {
  mirrorSelfieHint: () => msg('Shows you as a mirror would.'),
  statsHint: () => msg('Speed, size and backend over the picture.'),
  backend: () => msg('Graphics backend'),
  backendInUse: (backend: BackendName) => msg(str`In use: ${backendName(backend)}`),
  backendNone: () => msg('Not running yet.'),
  detail: () => msg('Detail'),
  detailHint: () => msg('Side in pixels of a square as large as the painted picture. Lower is faster.'),
  device: () => msg('Device'),
  benchmark: () => msg('Measure this device'),
  targetFps: () => msg('Frame rate'),
  targetFpsHint: () => msg('Auto detail paints as finely as this device can at this rate.'),
  targetFpsNeedsAuto: () => msg('Choose Auto detail to hold a frame rate.'),
  fpsShort: (fps: FrameRate) => msg(str`${fps} fps`),
  keepColours: () => msg('Keep colours'),
  keepColoursHint: () => msg('Strokes and light of the artwork, colours of the camera.'),
  steadiness: () => msg('Steadiness'),
  steadinessHint: () => msg('How firmly the painting holds where nothing moves.'),
  streaming: () => msg('Streaming statistics'),
  streamingHint: () =>
    msg('Colours and contrast settle over time and do not flicker. Off: each frame by itself, exact.'),
  sharpEdges: () => msg('Sharp edges'),
  sharpEdgesHint: () => msg('The camera’s edges guide the enlargement of the painting.'),
  needsWebGpu: () => msg('Needs WebGPU, which is not in use here.'),
  needsGpu: () => msg('Needs WebGPU or WebGL, which are not in use here.'),
  needsOwnEngine: () => msg('Needs the WGSL engine, which does not run here.'),
  privacy: () => msg('Privacy'),
  privacyText: () => msg('Everything happens on this device. Nothing is sent.'),
  credits: () => msg('Artworks'),
  creditsSource: () => msg("Reproductions from WebMuseum via Debian's gcompris-qt-data, GPL-3.0-or-later."),
  creditsLink: () => msg('Read the notice'),
  theme: () => msg('Theme'),
  themeHint: () => msg('Pictures and what lies on them stay dark.'),
  strokeScale: () => msg('Strokes'),
  strokeScaleHint: () => msg('Finer strokes take longer to paint, as far as the camera has the detail.'),
  styledArea: () => msg('Paint what'),
  styledAreaHint: () =>
    msg('People are found on this device, by a small network that is loaded when first used (1 MB).'),
  mirror: () => msg('Mirror mode'),
  mirrorText: () =>
    msg('For a wall or a stream: nothing but the picture, and styles that change by themselves.'),
  mirrorSeconds: () => msg('Each style stays'),
  mirrorStyles: () => msg('Styles that take turns'),
  mirrorStylesHint: () => msg('While you have no favourites, all take turns.'),
  mirrorCountdown: () => msg('Countdown to a photo'),
  mirrorCountdownHint: () => msg('Photos go into your takes.'),
  mirrorStart: () => msg('Start mirror mode'),
  secondsShort: (seconds: number) => msg(str`${seconds}\u00a0s`),
  minutesShort: (minutes: number) => msg(str`${minutes}\u00a0min`),
} as const;

/** @param seconds 0 for never */
export function mirrorPeriodName(seconds: number): string {
  if (seconds === 0) return msg('Until I change it');
  return seconds < 60 ? settingsStrings.secondsShort(seconds) : settingsStrings.minutesShort(seconds / 60);
}

export function mirrorStylesName(styles: MirrorStyles): string {
  switch (styles) {
    case 'all':
      return msg('All styles');
    case 'favourites':
      return msg('Favourites');
    default:
      return assertNever(styles);
  }
}

export function styledAreaName(area: StyledArea): string {
  switch (area) {
    case 'all':
      return msg('Everything');
    case 'person':
      return msg('People only');
    case 'background':
      return msg('Background only');
    default:
      return assertNever(area);
  }
}

export function strokeScaleName(scale: StrokeScale): string {
  switch (scale) {
    case 0.7:
      return msg('Fine');
    case 1:
      return msg('Standard');
    case 1.4:
      return msg('Bold');
    case 2:
      return msg('Very bold');
    default:
      return assertNever(scale);
  }
}

export function themeName(theme: Theme): string {
  switch (theme) {
    case 'system':
      return msg('As the system');
    case 'light':
      return msg('Light');
    case 'dark':
      return msg('Dark');
    default:
      return assertNever(theme);
  }
}
