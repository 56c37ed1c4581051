/** Strings of recording, and of messages about takes: what the live picture needs at once. */
import { msg, str } from '@lit/localize';
import type { EndReason } from '../../pipeline/api/recording-api';
import type { TakeNotice } from '../../pipeline/api/takes-state';
import { assertNever } from '../../shared/assert';

export const recordingStrings = {
  record: () => msg('Record video'),
  stop: () => msg('Stop recording'),
  saveStill: () => msg('Save still'),
  shutterHint: () => msg('Press for a still, hold to record'),
  pause: () => msg('Pause recording'),
  resume: () => msg('Go on recording'),
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
  openTakes: () => msg('Open your takes'),
  noStorage: () =>
    msg('This browser keeps no files for this page. Open Impasto in a normal, not a private, window.'),
  noEncoder: () =>
    msg('This browser cannot record video. Update it, or use a current Chrome, Edge, Safari or Firefox.'),
  convert: () => msg('Paint this whole video'),
  convertFile: () => msg('Paint a video file'),
  undo: () => msg('Undo'),
  open: () => msg('Open'),
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
export function leftText(seconds: number): string {
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
    case 'rescue-failed':
      return msg('That recording cannot be read just now. It is kept: try again, or reload the page.');
    case 'take-removed':
      return msg(str`${notice.name} deleted.`);
    case 'take-gone':
      return msg(str`The file of ${notice.name} is gone. Delete it from the list.`);
    case 'loop-failed':
      return msg('The loop could not be made. Free some storage, or try another moment.');
    case 'storage-too-small':
      return msg('There is too little storage left to record. Delete some takes, or free some space.');
    case 'recording-unsupported':
      return recordingStrings.noEncoder();
    case 'recording-not-loaded':
      return msg('Recording could not be loaded. Check your connection, then press Record again.');
    case 'recording-storage-silent':
      return msg('Storage does not answer just now. Press Record again, or reload the page.');
    case 'recording-no-storage':
      return recordingStrings.noStorage();
    case 'nothing-to-record':
      return msg('There is no painted picture to record yet. Start the camera or open a file.');
    case 'microphone-refused':
      return msg(
        'The microphone is blocked or missing, so the recording is silent. Allow it in the address bar.',
      );
    case 'microphone-ended':
      return msg('The microphone stopped. The recording goes on without sound.');
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
