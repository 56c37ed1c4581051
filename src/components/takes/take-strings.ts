/** Strings of recording, the library of takes and conversion; the rest of the interface's are in `strings.ts`. */
import { msg, str } from '@lit/localize';
import type { ConvertFailure, VideoProblem } from '../../pipeline/api/convert-state';
import type { EndReason } from '../../pipeline/api/recording-api';
import type { TakeNotice } from '../../pipeline/api/takes-state';
import { assertNever } from '../../shared/assert';

export const takeStrings = {
  record: () => msg('Record video'),
  stop: () => msg('Stop recording'),
  saveStill: () => msg('Save still'),
  shutterHint: () => msg('Press for a still, hold to record'),
  pause: () => msg('Pause recording'),
  resume: () => msg('Go on recording'),
  paused: () => msg('Paused'),
  recording: () => msg('Recording'),
  saving: () => msg('Saving'),
  slideToLock: () => msg('Slide here to keep recording'),
  soundOn: () => msg('Sound is on'),
  soundOff: () => msg('Sound is off'),
  glide: () => msg('Change style and strength gently'),
  sound: () => msg('Record sound'),
  level: () => msg('Microphone level'),
  dropped: (count: number) => (count === 1 ? msg('1 frame lost') : msg(str`${count} frames lost`)),
  left: (seconds: number) => msg(str`${leftText(seconds)} left`),
  takes: () => msg('Takes'),
  openTakes: () => msg('Open your takes'),
  noTakes: () => msg('Nothing here yet'),
  noTakesHint: () => msg('Stills and recordings you make are kept here, on this device.'),
  noStorage: () =>
    msg('This browser keeps no files for this page. Open Impasto in a normal, not a private, window.'),
  noEncoder: () =>
    msg('This browser cannot record video. Update it, or use a current Chrome, Edge, Safari or Firefox.'),
  storage: (used: string, free: string) => msg(str`${used} used, ${free} free`),
  storageUse: () => msg('Storage in use'),
  video: () => msg('Recording'),
  still: () => msg('Still'),
  loop: () => msg('Loop'),
  withSound: () => msg('with sound'),
  silent: () => msg('silent'),
  back: () => msg('Back to all takes'),
  name: () => msg('Name'),
  save: () => msg('Save'),
  share: () => msg('Share'),
  makeGif: () => msg('Make a loop (GIF)'),
  makeWebp: () => msg('Make a loop (WebP)'),
  loopHint: () =>
    msg('Up to six seconds from the moment shown. GIF works everywhere; WebP is smaller and clearer.'),
  makingLoop: () => msg('Making the loop'),
  remove: () => msg('Delete'),
  undo: () => msg('Undo'),
  open: () => msg('Open'),
  close: () => msg('Close'),
  cutOffTitle: () => msg('A recording was cut off'),
  cutOffText: (date: string) =>
    msg(str`The recording of ${date} was not finished. What there is of it can be saved.`),
  play: () => msg('Play'),
  discard: () => msg('Discard'),
  unplayable: () => msg('This take cannot be played here. You can still save it.'),
  loading: () => msg('Opening'),
  convert: () => msg('Paint this whole video'),
  convertFile: () => msg('Paint a video file'),
  convertTitle: () => msg('Paint a video'),
  convertFrom: () => msg('From'),
  convertTo: () => msg('To'),
  convertSize: () => msg('Size'),
  convertSizeHint: () => msg('Long side in pixels. Larger takes longer.'),
  convertOwnSize: () => msg('As it is'),
  convertQuality: () => msg('File'),
  convertSmall: () => msg('Small'),
  convertStandard: () => msg('Standard'),
  convertBest: () => msg('Best'),
  convertEstimate: (length: string, size: string) => msg(str`${length}, about ${size}`),
  convertNoRoom: () => msg('There is too little storage for this. Choose a smaller size, or a shorter part.'),
  convertHdr: () => msg('This video is HDR; the painted one has ordinary brightness.'),
  keyframes: () => msg('Change over time'),
  keyframesHint: () =>
    msg('Points in time with a style and a strength each. The picture passes gently from one to the next.'),
  keyframeAdd: () => msg('Add a point'),
  keyframe: (number: number) => msg(str`Point ${number}`),
  keyframeRemove: (number: number) => msg(str`Remove point ${number}`),
  keyframeStyle: () => msg('Style'),
  keyframeStyleOf: (number: number) => msg(str`Style at point ${number}`),
  keyframeTime: () => msg('Time'),
  keyframeTimeOf: (number: number) => msg(str`Time of point ${number}`),
  keyframeStrength: () => msg('Strength'),
  keyframeStrengthOf: (number: number) => msg(str`Strength at point ${number}`),
  convertStart: () => msg('Paint it'),
  convertMeasuring: () => msg('Looking at the whole video'),
  convertPainting: (frames: number) => msg(str`${frames} frames painted`),
  convertSaving: () => msg('Saving'),
  convertLeft: (seconds: number) => msg(str`${leftText(seconds)} left`),
  convertKeepOpen: () =>
    msg('Keep this page open. It goes on in the background where the browser allows it.'),
  convertDone: () => msg('Your painted video is ready'),
  convertAnother: () => msg('Choose another'),
  convertProgress: () => msg('Progress'),
  inspecting: () => msg('Looking into the file'),
  cancel: () => msg('Cancel'),
} as const;

/** Seconds as `m:ss`, or `h:mm:ss` from an hour on. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Bytes for people: `8.4 MB`, `1.2 GB`. */
export function sizeText(bytes: number): string {
  if (bytes >= 1e9) return msg(str`${(bytes / 1e9).toFixed(1)} GB`);
  if (bytes >= 1e6) return msg(str`${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`);
  return msg(str`${Math.max(1, Math.round(bytes / 1e3))} kB`);
}

/** Time left, roughly: exact seconds would only jump about. */
function leftText(seconds: number): string {
  if (seconds >= 7200) return msg(str`${Math.floor(seconds / 3600)} h`);
  if (seconds >= 120) return msg(str`${Math.floor(seconds / 60)} min`);
  return msg(str`${Math.max(0, Math.floor(seconds))} s`);
}

function endText(reason: EndReason): string {
  switch (reason) {
    case 'camera-ended':
      return msg('The camera stopped. What was recorded is saved.');
    case 'engine-lost':
      return msg('Painting stopped. What was recorded is saved.');
    case 'storage-full':
      return msg('Storage is nearly full. What was recorded is saved; delete some takes to go on.');
    case 'failed':
      return msg('Recording stopped. What was recorded is saved.');
    default:
      return assertNever(reason);
  }
}

/** Heading and sentence for a file that cannot be converted. */
export function videoProblemText(problem: VideoProblem): { readonly title: string; readonly text: string } {
  switch (problem) {
    case 'not-video':
      return {
        title: msg('This is not a video'),
        text: msg('Choose an MP4, MOV, WebM or MKV file.'),
      };
    case 'no-picture':
      return {
        title: msg('This file has only sound'),
        text: msg('Choose a file with moving pictures in it.'),
      };
    case 'unknown-codec':
      return {
        title: msg('This browser cannot read this video'),
        text: msg('Its format is not known here. Convert it to H.264 first, or try another browser.'),
      };
    case 'cut-off':
      return {
        title: msg('This video is damaged'),
        text: msg('Part of the file is missing. Copy it again from where it came.'),
      };
    case 'no-encoder':
      return {
        title: msg('This browser cannot write video'),
        text: msg('Update it, or use a current Chrome, Edge, Safari or Firefox.'),
      };
    default:
      return assertNever(problem);
  }
}

export function convertFailureText(failure: ConvertFailure): string {
  switch (failure) {
    case 'storage-full':
      return msg('The storage is full. Delete some takes, then try again.');
    case 'engine':
      return msg('Painting stopped. Try again, or choose another backend in Settings.');
    case 'failed':
      return msg('That did not work. Please try again.');
    default:
      return assertNever(failure);
  }
}

/** Sentence for a passing message. */
export function takeNoticeText(notice: TakeNotice): string {
  switch (notice.code) {
    case 'take-saved':
      return msg('Saved to your takes');
    case 'take-ended':
      return endText(notice.reason);
    case 'take-empty':
      return msg('There was no picture in that recording, so nothing was kept.');
    case 'take-failed':
      return msg('Recording did not work. Please try again.');
    case 'take-removed':
      return msg(str`${notice.name} deleted.`);
    case 'take-gone':
      return msg(str`The file of ${notice.name} is gone. Delete it from the list.`);
    case 'loop-failed':
      return msg('The loop could not be made. Free some storage, or try another moment.');
    case 'storage-too-small':
      return msg('There is too little storage left to record. Delete some takes, or free some space.');
    case 'recording-unsupported':
      return takeStrings.noEncoder();
    case 'recording-not-loaded':
      return msg('Recording could not be loaded. Check your connection, then press Record again.');
    case 'recording-no-storage':
      return takeStrings.noStorage();
    case 'nothing-to-record':
      return msg('There is no painted picture to record yet. Start the camera or open a file.');
    case 'microphone-refused':
      return msg(
        'The microphone is blocked or missing, so the recording is silent. Allow it in the address bar.',
      );
    case 'sharing-unsupported':
      return msg('This browser cannot share files. Save it instead.');
    default:
      return assertNever(notice);
  }
}

/** True for messages that report a failure: announced at once, not politely. */
export function isTakeError(notice: TakeNotice): boolean {
  return notice.code !== 'take-saved' && notice.code !== 'take-removed';
}
