/** Strings of mirror mode, which is loaded when it is first wanted. */
import { msg, str } from '@lit/localize';
import type { MirrorTrouble } from '../../pipeline/api/mirror-api';
import { assertNever } from '../../shared/assert';
import { engineProblem, sourceProblem } from '../strings/strings';

export const mirrorStrings = {
  name: () => msg('Mirror mode'),
  entered: () => msg('Mirror mode. Press Escape, or tap the picture, for the way out.'),
  previous: () => msg('Last style'),
  next: () => msg('Next style'),
  hold: () => msg('Hold this style'),
  holding: (title: string) => msg(str`${title} is held.`),
  goingOn: () => msg('Styles change again.'),
  photo: () => msg('Photo'),
  fullScreen: () => msg('Full screen'),
  leave: () => msg('Leave mirror mode'),
  photoKept: () => msg('Photo kept in your takes.'),
  photoSaved: () => msg('Photo saved as a file: this browser keeps no takes.'),
  noPhoto: () => msg('There is no picture to take yet.'),
  photoFailed: () => msg('The photo did not work. Please try again.'),
  linkIgnored: (least: number, most: number) =>
    msg(str`The link’s seconds must be a whole number from ${least} to ${most}, or 0. Your setting holds.`),
} as const;

/** What is wrong, and that nobody needs to do anything. */
export function troubleText(trouble: MirrorTrouble): string {
  return msg(str`${troubleTitle(trouble)}. Impasto tries again by itself.`);
}

function troubleTitle(trouble: MirrorTrouble): string {
  switch (trouble.of) {
    case 'source':
      return sourceProblem(trouble.problem).title;
    case 'engine':
      return engineProblem(trouble.problem).title;
    case 'still':
      return msg('The camera gives no picture');
    default:
      return assertNever(trouble);
  }
}
