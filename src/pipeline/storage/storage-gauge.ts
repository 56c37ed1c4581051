/**
 * How much room there is, by the browser's own estimate (Storage spec, `navigator.storage.estimate`), and how much of
 * it a take may use. Bytes throughout. A take is written twice for a moment: while its seekable copy is made.
 */
import type { StorageRoom } from '../api/takes-state';

/** Kept free for everything else. */
const reserve = 20e6;
/** A take shorter than this, s, is not worth starting. */
const shortestTake = 10;

/** @returns null where the browser does not tell. */
export async function storageRoom(): Promise<StorageRoom | null> {
  try {
    const { usage = 0, quota } = await navigator.storage.estimate();
    return quota === undefined ? null : { used: usage, free: Math.max(0, quota - usage) };
  } catch {
    return null;
  }
}

/**
 * Seconds that can still be recorded.
 * @param written bytes of this take so far, already counted in `free`
 * @param bitrate bits a second
 */
export function secondsLeft(free: number, written: number, bitrate: number): number {
  return Math.max(0, ((free - reserve - written) / 2 / bitrate) * 8);
}

/** False when there is no room for a take worth having. */
export function hasRoomToStart(free: number, bitrate: number): boolean {
  return secondsLeft(free, 0, bitrate) >= shortestTake;
}
