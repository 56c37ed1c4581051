/**
 * How frames become a file: with WebCodecs in the record worker, or with the browser's `MediaRecorder` where WebCodecs
 * is missing. Both write into the takes folder as they go. Owns its worker; `destroy()` frees it, and what was written
 * can be recovered.
 */
import type { Size } from '../../shared/picture';
import { RecordClient } from '../../workers/record/record.client';
import type { FinishedTake, RecordListener } from '../../workers/record/record.client';
import type { RunningEngine } from '../engine/engine-supervisor';
import type { SoundInput } from './sound-input';

export interface TakeMaker {
  /** Name of the growing file. */
  readonly fileName: string;
  /** The engine was replaced. */
  attach(engine: RunningEngine): void;
  /** The engine's canvas shows a new picture. */
  drawn(): void;
  pause(): void;
  resume(): void;
  /** @throws ImpastoError `unreadable-video` when there was not one frame. */
  stop(signal?: AbortSignal): Promise<FinishedTake>;
  /** Idempotent. */
  destroy(): void;
}

export interface TakeOrder {
  /** File name without ending. */
  readonly name: string;
  /** Picture in the file, px, even. */
  readonly size: Size;
  readonly engine: RunningEngine;
  readonly sound: SoundInput | null;
  readonly listener: RecordListener;
}

/** Records on WebCodecs. @throws ImpastoError `unsupported`, `storage`. */
export async function makeEncodedTake(order: TakeOrder, signal?: AbortSignal): Promise<TakeMaker> {
  const { name, size, sound, listener } = order;
  const client = new RecordClient(listener);
  let { engine } = order;
  try {
    const frames = engine.client.openTap();
    const fileName = await client.start({ name, size, frames, sound: sound?.openLine() ?? null }, signal);
    return {
      fileName,
      attach: (next) => {
        engine = next;
        client.attach(engine.client.openTap());
      },
      drawn: () => undefined,
      pause: () => client.pause(),
      resume: () => client.resume(),
      stop: async (stopSignal) => {
        engine.client.closeTap();
        return client.stop(stopSignal);
      },
      destroy: () => {
        engine.client.closeTap();
        client.destroy();
      },
    };
  } catch (error) {
    engine.client.closeTap();
    client.destroy();
    throw error;
  }
}
