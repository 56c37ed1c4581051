/**
 * Every string of the interface. Functions, not constants, so that a change of language reaches the next render.
 * Sentences for problems say what happened and what to do.
 */
import { msg, str } from '@lit/localize';
import type { BackendChoice, EngineProblem, SourceProblem } from '../../pipeline/api/session-state';
import { assertNever } from '../../shared/assert';

/** Heading and one sentence. */
export interface Sentence {
  readonly title: string;
  readonly text: string;
}

export const strings = {
  appName: () => msg('Impasto'),
  saveStill: () => msg('Save still'),
  secondsLeft: (seconds: number) => msg(str`${seconds} seconds left`),
  /** A control's name and its value. */
  named: (name: string, value: string) => msg(str`${name}: ${value}`),
  tools: () => msg('Camera tools'),
  pipRefused: () => msg('The small window did not open. Tap the picture once and try again.'),
  zoomReset: (zoom: string) => msg(str`Zoom ${zoom}, show everything`),
  allStyles: () => msg('All styles'),
  mixOf: (count: number) => msg(str`Mix of ${count} styles`),
  goOn: () => msg('Go on'),
  flipCamera: () => msg('Flip camera'),
  source: () => msg('Source'),
  camera: () => msg('Camera'),
  openFile: () => msg('Open video or picture'),
  openAnotherFile: () => msg('Open another file'),
  startCamera: () => msg('Start camera'),
  useCamera: () => msg('Use the camera'),
  retry: () => msg('Try again'),
  play: () => msg('Play'),
  pause: () => msg('Pause'),
  strength: () => msg('Style strength'),
  strengthShort: () => msg('Strength'),
  percent: (value: number) => msg(str`${value} percent`),
  percentShort: (value: number) => msg(str`${value}\u00a0%`),
  styles: () => msg('Styles'),
  addStyle: () => msg('Add a style'),
  addStyleShort: () => msg('Add'),
  styleFromFile: () => msg('From a picture file'),
  styleFromCamera: () => msg('From the current view'),
  ownStyle: () => msg('Your own style'),
  removeStyle: (title: string) => msg(str`Remove ${title}`),
  snapshotTitle: () => msg('Snapshot'),
  pastedTitle: () => msg('Pasted picture'),
  preparingStyle: (title: string) => msg(str`Preparing ${title}`),
  settings: () => msg('Settings'),
  help: () => msg('Help'),
  showStats: () => msg('Show statistics'),
  compare: () => msg('Show original'),
  original: () => msg('Original'),
  close: () => msg('Close'),
  cancel: () => msg('Cancel'),
  undo: () => msg('Undo'),
  details: () => msg('Details'),
  stage: () => msg('Picture'),
  controls: () => msg('Controls'),
  welcome: (): Sentence => ({
    title: msg('Paint with your camera'),
    text: msg(
      'Your browser will ask for the camera. What it sees is painted on this device and never leaves it.',
    ),
  }),
  openingCamera: (): Sentence => ({
    title: msg('Starting the camera'),
    text: msg('If your browser asks, allow the camera.'),
  }),
  openingVideo: (): Sentence => ({ title: msg('Opening the video'), text: '' }),
  openingPicture: (): Sentence => ({ title: msg('Opening the picture'), text: '' }),
  asleep: () => msg('Paused. Comes back by itself.'),
  loadingModels: (loaded: number, total: number) =>
    total > 0
      ? msg(str`Loading brushes: ${megabytes(loaded)} of ${megabytes(total)} MB`)
      : msg('Loading brushes'),
  loadingProgress: () => msg('Loading'),
  warming: () => msg('Getting ready'),
  stillSaved: () => msg('Still saved'),
  stillDetail: (width: number, height: number) => msg(str`${width} × ${height} px, PNG`),
  unexpected: () => msg('That did not work. Please try again.'),
  mirrorSelfie: () => msg('Mirror the selfie camera'),
  splitView: () => msg('Split view'),
  splitAt: () => msg('Line between camera and painting'),
  splitValue: (percent: number) => msg(str`${percent} percent camera`),
} as const;

/** Bytes as megabytes with one decimal. */
function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** Name of a backend as its makers write it. */
export function backendName(backend: BackendChoice): string {
  switch (backend) {
    case 'auto':
      return msg('Auto');
    case 'webgpu':
      return 'WebGPU';
    case 'webgl':
      return 'WebGL';
    case 'wasm':
      return 'WASM';
    case 'cpu':
      return 'CPU';
    default:
      return assertNever(backend);
  }
}

export function sourceProblem(problem: SourceProblem): Sentence {
  switch (problem) {
    case 'camera-denied':
      return {
        title: msg('The camera is blocked'),
        text: msg('Allow the camera for this site in your browser’s address bar, then try again.'),
      };
    case 'camera-absent':
      return {
        title: msg('No camera found'),
        text: msg('Connect a camera and try again, or open a video or picture instead.'),
      };
    case 'camera-busy':
      return {
        title: msg('The camera is in use'),
        text: msg('Close the other app or tab that uses the camera, then try again.'),
      };
    case 'camera-ended':
      return {
        title: msg('The camera stopped'),
        text: msg('It was unplugged, or access to it ended. Try again to bring it back.'),
      };
    case 'camera-unsupported':
      return {
        title: msg('This browser has no camera access'),
        text: msg('Open Impasto over https in a current browser, or open a video or picture instead.'),
      };
    case 'camera-failed':
      return {
        title: msg('The camera did not start'),
        text: msg('Try again, or open a video or picture instead.'),
      };
    case 'video-unreadable':
      return {
        title: msg('This video cannot be played'),
        text: msg('Your browser does not know its format. Open an MP4 or WebM file instead.'),
      };
    case 'picture-unreadable':
      return {
        title: msg('This picture cannot be read'),
        text: msg('The file is damaged or of an unknown kind. Open a JPEG, PNG or WebP instead.'),
      };
    case 'picture-heic':
      return {
        title: msg('This browser cannot open HEIC photos'),
        text: msg('Save or share the photo as JPEG, and open that.'),
      };
    case 'file-unknown':
      return {
        title: msg('This file is neither a picture nor a video'),
        text: msg('Open a picture (JPEG, PNG, WebP) or a video (MP4, WebM) instead.'),
      };
    default:
      return assertNever(problem);
  }
}

export function engineProblem(problem: EngineProblem): Sentence {
  switch (problem) {
    case 'models-unreachable':
      return {
        title: msg('The brushes could not be loaded'),
        text: msg('Check your connection, then try again. After the first time it works offline.'),
      };
    case 'models-damaged':
      return {
        title: msg('The brushes arrived damaged'),
        text: msg('The download was broken and has been thrown away. Try again to fetch it anew.'),
      };
    case 'out-of-memory':
      return {
        title: msg('There is not enough memory to paint'),
        text: msg('Close other tabs or apps, choose a lower detail in Settings, then try again.'),
      };
    case 'no-backend':
      return {
        title: msg('This browser cannot paint'),
        text: msg(
          'None of the graphics backends works here. Choose Auto in Settings, or update your browser.',
        ),
      };
    case 'engine-lost':
      return {
        title: msg('The graphics processor went away'),
        text: msg('Another app may have needed it. Try again to start it anew.'),
      };
    case 'engine-failed':
      return {
        title: msg('Painting stopped'),
        text: msg('Try again. If it happens once more, choose another backend in Settings.'),
      };
    default:
      return assertNever(problem);
  }
}
