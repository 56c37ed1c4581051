/**
 * Makes a plain, seekable file of a recording: the index (moov) in front for MP4, cues for WebM. Packets are copied, not
 * encoded again. Works on recordings that were cut off anywhere. Owns the files it opens.
 */
import { BlobSource, Input, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';
import { isImpastoError } from '../../../shared/errors';
import { openSync, privateFolder } from '../../../shared/files/opfs';
import { takesFolder } from '../record.protocol';
import type { FinishedTake } from '../record.protocol';
import { completeLength } from './complete-boxes';
import { copyTracks, countPackets, findTracks } from './copy-tracks';
import { readTakeFile, removeTakeFile, TakeFile } from './take-file';

/** Recordings end in `.part.mp4` or `.part.webm`; takes in `.mp4` or `.webm`. */
export function finishedName(partName: string): string {
  return partName.replace('.part.', '.');
}

/** Cuts off what was not written whole; players pass over it where it cannot be cut. */
async function cutTo(fileName: string, size: number): Promise<void> {
  const folder = await privateFolder(takesFolder);
  const handle = await openSync(await folder.getFileHandle(fileName));
  try {
    handle?.truncate(size);
  } finally {
    handle?.close();
  }
}

/**
 * Writes the seekable copy of `partName` and deletes the recording. Where storage does not take the copy (no room, or a
 * failure), the recording itself, cut to what is whole, becomes the take.
 * @param dropped frames lost while recording, for the result
 * @throws ImpastoError `unreadable-video` when nothing in it can be played; the recording is kept.
 */
export async function finishTake(
  partName: string,
  dropped: number,
  onProgress: (progress: number) => void = () => undefined,
): Promise<FinishedTake> {
  const mp4 = partName.endsWith('.mp4');
  const whole = await readTakeFile(partName);
  const part = mp4 ? whole.slice(0, await completeLength(whole)) : whole;
  const input = new Input({ source: new BlobSource(part), formats: [MP4, QTFF, WEBM, MATROSKA] });
  const fileName = finishedName(partName);
  let target: TakeFile | null = null;
  try {
    const tracks = await findTracks(input);
    const { video } = tracks;
    const facts = {
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      mimeType: mp4 ? 'video/mp4' : 'video/webm',
      hasSound: tracks.sounds.length > 0,
      dropped,
    };
    try {
      await removeTakeFile(fileName);
      target = await TakeFile.create(fileName, 'whole');
      const { duration, frames } = await copyTracks(tracks, target, mp4, onProgress);
      await target.flush();
      const sizeBytes = target.size;
      target.close();
      await removeTakeFile(partName);
      return { ...facts, fileName, sizeBytes, duration, frames, seekable: true };
    } catch (error) {
      target?.close();
      await removeTakeFile(fileName);
      if (!isImpastoError(error, 'storage-full') && !isImpastoError(error, 'storage')) throw error;
      const duration = await video.computeDuration();
      const frames = await countPackets(video);
      await cutTo(partName, part.size).catch(() => undefined);
      return { ...facts, fileName: partName, sizeBytes: part.size, duration, frames, seekable: false };
    }
  } finally {
    target?.close();
    input.dispose();
  }
}
