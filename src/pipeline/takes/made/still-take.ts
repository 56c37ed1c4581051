/** Puts a finished still into the library of takes. */
import { posterFormat } from '../../../shared/files/poster';
import { decodePicture, encodeBitmap } from '../../sources/decode-picture';
import type { Still } from '../../api/session-state';
import { lockTake } from '../take-store';
import type { TakeStore } from '../take-store';

/** @throws DOMException `QuotaExceededError` when storage is full; nothing is left behind then. */
export async function makeStillTake(store: TakeStore, still: Still, name: string): Promise<void> {
  const id = `take-${crypto.randomUUID()}`;
  const fileName = `${id}.png`;
  const unlock = lockTake(id);
  try {
    const bitmap = await decodePicture(still.blob, posterFormat.longSide);
    let poster: Blob;
    try {
      poster = await encodeBitmap(bitmap, 'image/jpeg', posterFormat.quality);
    } finally {
      bitmap.close();
    }
    await store.writeFile(fileName, still.blob);
    await store.put({
      id,
      kind: 'still',
      name,
      createdAt: Date.now(),
      mimeType: still.blob.type,
      sizeBytes: still.blob.size,
      duration: 0,
      width: still.width,
      height: still.height,
      hasSound: false,
      dropped: 0,
      fileName,
      state: 'ready',
      poster,
    });
  } catch (error) {
    await store.removeFile(fileName);
    throw error;
  } finally {
    unlock();
  }
}
