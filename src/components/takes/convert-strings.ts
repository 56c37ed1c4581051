/** Strings of conversion. */
import { msg, str } from '@lit/localize';
import type { ConvertFailure, VideoProblem } from '../../pipeline/api/convert-state';
import { assertNever } from '../../shared/assert';
import { leftText } from '../strings/recording-strings';

export const convertStrings = {
  close: () => msg('Close'),
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
  /** Of two styles. */
  keyframesInHand: (secondInHand: boolean) =>
    secondInHand
      ? msg('Only the second style changes: it is the one in hand.')
      : msg('Only the first style changes: it is the one in hand.'),
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
