/**
 * A take from the press until it is listed: size, room, microphone, lock, encoders, entry, in this order. What was opened
 * is closed again when a step fails or is called off. The caller owns the result.
 */
import { throwIfAborted } from '../../shared/async/abort';
import { ImpastoError } from '../../shared/errors';
import { evenSize } from '../../shared/picture';
import type { Size } from '../../shared/picture';
import { takeBitrate } from '../../workers/record/record.client';
import type { RecordListener } from '../../workers/record/record.client';
import type { RunningEngine } from '../engine/engine-supervisor';
import type { RecorderParts } from './recorder-parts';
import type { SoundInput } from './sound-input';
import { hasRoomToStart } from '../storage/storage-gauge';
import type { TakeMaker } from './take-maker';
import type { TakeStore } from './take-store';

/** Smallest long side of a take, px: social apps and players enlarge small clips poorly. */
const smallestLongSide = 720;

export interface LiveTake {
  readonly id: string;
  readonly maker: TakeMaker;
  readonly sound: SoundInput | null;
  readonly unlock: () => void;
  readonly bitrate: number;
  /** Free storage when it began, bytes. */
  readonly roomAtStart: number | null;
}

/** Size of a take of a painted picture: at least 720 px long, both sides even. */
export function takeSize(painted: Size): Size {
  return evenSize(painted, Math.max(smallestLongSide, painted.width, painted.height));
}

/** What is to be recorded. */
export interface TakePlan {
  readonly name: string;
  readonly engine: RunningEngine;
  /** px, even */
  readonly size: Size;
}

/** What it is made with. */
export interface TakeNeeds {
  readonly store: Pick<TakeStore, 'put' | 'remove' | 'removeFile'>;
  readonly parts: Pick<RecorderParts, 'storageRoom' | 'lockTake' | 'makeTake'>;
  /** Who hears of the take `id`. */
  readonly listen: (id: string) => RecordListener;
  /** Resolves with null for a take without sound. */
  readonly openSound: () => Promise<SoundInput | null>;
}

/** Brings all there that a take needs, or nothing. @throws ImpastoError `storage-full` and others, AbortError. */
export async function prepareTake(
  { store, parts, listen, openSound }: TakeNeeds,
  { name, engine, size }: TakePlan,
  signal: AbortSignal,
): Promise<LiveTake> {
  const id = `take-${crypto.randomUUID()}`;
  const bitrate = takeBitrate(size);
  // First of all, while the press still counts as the reason.
  const sound = await openSound();
  let unlock = (): void => undefined;
  let maker: TakeMaker | null = null;
  try {
    throwIfAborted(signal);
    const room = await parts.storageRoom();
    throwIfAborted(signal);
    if (room && !hasRoomToStart(room.free, bitrate)) {
      throw new ImpastoError('storage-full', 'There is too little storage left to record.');
    }
    unlock = parts.lockTake(id);
    maker = await parts.makeTake({ name: id, size, engine, sound, listener: listen(id) }, signal);
    throwIfAborted(signal);
    await store.put({
      id,
      kind: 'video',
      name,
      createdAt: Date.now(),
      mimeType: maker.fileName.endsWith('.mp4') ? 'video/mp4' : 'video/webm',
      sizeBytes: 0,
      duration: 0,
      ...size,
      hasSound: sound !== null,
      dropped: 0,
      fileName: maker.fileName,
      state: 'recording',
      poster: null,
    });
    const live = { id, maker, sound, unlock, bitrate, roomAtStart: room?.free ?? null };
    if (signal.aborted) await dropTake(store, live);
    throwIfAborted(signal);
    return live;
  } catch (error) {
    maker?.destroy();
    sound?.destroy();
    unlock();
    throw error;
  }
}

/** Takes a take off the list, with its file. */
export async function dropTake(store: TakeNeeds['store'], { id, maker }: LiveTake): Promise<void> {
  await store.remove(id);
  await store.removeFile(maker.fileName);
}
