/**
 * What the recorder is made with: the browser's microphone, storage, locks and encoders. Handed to its constructor, so
 * that tests can put delays and failures at each step. Holds no state.
 */
import type { Size } from '../../shared/picture';
import { canEncodeFrames } from '../../workers/record/record.client';
import type { RunningEngine } from '../engine/engine-supervisor';
import { SoundInput } from './sound-input';
import type { SoundEvents, SoundLoss } from './sound-input';
import { storageRoom } from '../storage/storage-gauge';
import { makeStreamTake } from './stream-take';
import { recoverFile } from './take-finish';
import { makeEncodedTake } from './take-maker';
import type { TakeMaker, TakeOrder } from './take-maker';
import { lockTake } from './take-store';
import type { StoredTake } from './take-store';
import type { EndReason } from '../api/recording-api';

/** What the recorder needs of the rest of the app. */
export interface RecorderDeps {
  readonly engine: () => RunningEngine | null;
  /** Size of the painted picture, px; null before the first. */
  readonly paintedSize: () => Size | null;
  readonly soundTrack: () => MediaStreamTrack | null;
  /** Paints the current frame anew: a picture that stands still gives no frame by itself. */
  readonly redraw: () => void;
}

export interface RecorderEvents {
  readonly onChange: () => void;
  /** A take is in the library. */
  readonly onSaved: (take: StoredTake) => void;
  readonly onEnded: (reason: EndReason) => void;
  /** There was not one frame in it; nothing is kept. */
  readonly onEmpty: () => void;
  /** It could not be saved; what is on the disk is offered at the next start. */
  readonly onFailed: () => void;
  /** Nothing is heard: from the start, or from now on. */
  readonly onSoundLost: (why: SoundLoss) => void;
}

export interface RecorderParts {
  readonly openSound: (events: SoundEvents) => Promise<SoundInput>;
  readonly storageRoom: typeof storageRoom;
  readonly lockTake: (id: string) => () => void;
  readonly makeTake: (order: TakeOrder, signal?: AbortSignal) => Promise<TakeMaker>;
  readonly recoverFile: typeof recoverFile;
  /** True while the page is hidden. */
  readonly hidden: () => boolean;
}

/** This browser's own. */
export const browserParts: RecorderParts = {
  openSound: (events) => SoundInput.open(events),
  storageRoom,
  lockTake,
  makeTake: (order, signal) => (canEncodeFrames() ? makeEncodedTake : makeStreamTake)(order, signal),
  recoverFile,
  hidden: () => document.hidden,
};
