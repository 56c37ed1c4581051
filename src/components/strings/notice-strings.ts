/** Sentences for passing messages. */
import { msg, str } from '@lit/localize';
import type { Notice } from '../../pipeline/api/session-state';
import { assertNever } from '../../shared/assert';
import { backendName, sourceProblem } from './strings';

type Busy = Extract<Notice, { code: 'busy' }>['activity'];

/** Why something else may not begin. */
export function busyText(activity: Busy): string {
  switch (activity) {
    case 'recording':
      return msg('A recording is under way. Stop it first.');
    case 'converting':
      return msg('A video is being painted. Wait for it, or cancel it first.');
    case 'hq':
      return msg('An HQ still is open. Close it first.');
    default:
      return assertNever(activity);
  }
}

/** Sentence for a passing message. */
export function noticeText(notice: Notice): string {
  switch (notice.code) {
    case 'style-added':
      return msg(str`${notice.title} added to your styles.`);
    case 'style-removed':
      return msg(str`${notice.title} removed.`);
    case 'style-unreadable':
      return msg(str`${notice.name} cannot be read as a picture. Try a JPEG, PNG or WebP.`);
    case 'style-heic':
      return msg(
        str`${notice.name} is a HEIC photo, which this browser cannot open. Save or share it as JPEG, and add that.`,
      );
    case 'style-too-large':
      return msg(str`${notice.name} is too large. Try a smaller picture.`);
    case 'style-failed':
      return msg(str`${notice.title} could not be used as a style. Try another picture.`);
    case 'style-unreachable':
      return msg(str`${notice.title} is not on this device yet. Connect to the network once to use it.`);
    case 'storage-cleared':
      return msg(
        'Your browser cleared Impasto’s storage: own styles and takes are gone. Install Impasto to protect them.',
      );
    case 'memory-short':
      return msg(
        'Memory was short, so the detail was lowered. Close other tabs to raise it again in Settings.',
      );
    case 'pack-refused':
      return msg(str`${notice.name} is no style Impasto can read, or it is damaged. Ask for the file again.`);
    case 'pack-failed':
      return msg('The style could not be saved as a file. Please try again.');
    case 'link-ignored':
      return msg('This link asks for something Impasto does not know. Your own choice stays.');
    case 'styles-not-kept':
      return msg('Your styles cannot be kept in this browser; they last until you close the page.');
    case 'storage-full':
      return msg('Storage is full. Remove some of your styles to add new ones.');
    case 'still-failed':
      return msg('The still could not be saved. Please try again.');
    case 'no-frame-yet':
      return msg('There is no picture to save yet. Start the camera or open a file.');
    case 'hq-waiting':
      return msg('An HQ still is not finished yet.');
    case 'busy':
      return busyText(notice.activity);
    case 'only-one-camera':
      return msg('This device has only one camera.');
    case 'picture-stands-still':
      return msg(
        str`${notice.name} moves, but this browser shows its first picture only. Save it as MP4 to paint all of it.`,
      );
    case 'sound-lost':
      return notice.tracks === 1
        ? msg('One sound track is missing from the new video: this browser cannot read it.')
        : msg(
            str`${notice.tracks} sound tracks are missing from the new video: this browser cannot read them.`,
          );
    case 'people-not-apart':
      return msg('People could not be found here, so all is painted. Connect to the network and try again.');
    case 'file-refused': {
      const { title, text } = sourceProblem(notice.problem);
      return msg(str`${notice.name}: ${title}. ${text}`);
    }
    case 'backend-refused':
      return msg(str`${backendName(notice.backend)} does not work here: ${notice.reason}`);
    case 'engine-silent':
      return msg(str`${backendName(notice.backend)} stopped painting, so another way is tried.`);
    case 'engine-restarted':
      return msg('The graphics processor was lost and has been restarted.');
    default:
      return assertNever(notice);
  }
}

/** True for messages that report a failure: announced at once, not politely. */
export function isError(notice: Notice): boolean {
  switch (notice.code) {
    case 'style-added':
    case 'style-removed':
    case 'engine-restarted':
    case 'engine-silent':
    case 'memory-short':
    case 'no-frame-yet':
    case 'hq-waiting':
    case 'busy':
    case 'only-one-camera':
    case 'picture-stands-still':
      return false;
    default:
      return true;
  }
}
