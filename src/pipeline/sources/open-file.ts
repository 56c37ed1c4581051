/** Opens a file as a source of frames, by its type, or by trying where the system gives none (some know no `.mkv`). */
import { isAbortError } from '../../shared/async/abort';
import { SourceError } from './frame-source';
import type { OpenSource, SourceEvents } from './frame-source';
import { openPicture } from './picture-source';
import { openVideo } from './video-source';

/** Kinds of pictures that may move. */
const mayMove: ReadonlySet<string> = new Set([
  'image/gif',
  'image/webp',
  'image/png',
  'image/apng',
  'image/avif',
]);

/** What systems say of files that they do not know. */
const untyped: ReadonlySet<string> = new Set(['', 'application/octet-stream']);

/**
 * @throws SourceError `video-unreadable`, `picture-unreadable`, `picture-heic`, `file-unknown`; AbortError when `signal`
 * aborts.
 */
export async function openFileSource(
  file: File,
  events: SourceEvents,
  signal: AbortSignal,
): Promise<OpenSource> {
  if (file.type.startsWith('video/')) return openVideo(file, events, signal);
  if (file.type.startsWith('image/')) return openImage(file, events, signal);
  const unknown = new SourceError('file-unknown', `"${file.type || 'no type'}" is no picture or video.`);
  if (!untyped.has(file.type)) throw unknown;
  try {
    return await openPicture(file, signal);
  } catch (error) {
    if (isAbortError(error) || (error instanceof SourceError && error.problem === 'picture-heic'))
      throw error;
  }
  try {
    return await openVideo(file, events, signal);
  } catch (error) {
    throw isAbortError(error) ? error : unknown;
  }
}

/** A picture, or one that moves and plays like a video. */
async function openImage(file: File, events: SourceEvents, signal: AbortSignal): Promise<OpenSource> {
  if (!mayMove.has(file.type)) return openPicture(file, signal);
  const { openAnimation, standsStillHere } = await import('./animation-source');
  const moving = await openAnimation(file, events, signal);
  if (moving) return moving;
  const picture = await openPicture(file, signal);
  return (await standsStillHere(file)) ? Object.assign(picture, { standsStill: true as const }) : picture;
}
