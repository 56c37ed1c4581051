/**
 * The `auto` detail of the live picture: one governor for the running engine, fed with what each frame cost. Owns
 * nothing to free.
 */
import type { EngineClient } from '../../workers/engine/engine.client';
import type { Presented } from '../../workers/engine/engine.protocol';
import { Governor, startLevel } from './governor';
import type { Level } from './governor';
import type { BackendName, FrameRate, GovernorStatus } from '../api/session-state';

/** What a still picture is shown with: nobody waits for the next frame. px */
export const pictureDetail = { webgpu: 720, webgl: 720, wasm: 512, cpu: 192 } as const satisfies Record<
  BackendName,
  number
>;

/**
 * GPU timestamps are read back with every so many frames, and not less often than this: enough to judge by, too few to
 * cost anything.
 */
const timedEvery = 4;
const timedEveryMs = 120;
/** Below this share of the target, frames are too rare to be the engine's doing when it holds its budget. */
const starvedShare = 0.85;

export class AutoDetail {
  #governor: Governor | null = null;
  #client: EngineClient | null = null;
  #untimed = 0;
  #timedAt = -Infinity;

  /** The level for the next frame on `client`; a new client starts anew. @param offered side² px of the source, px */
  level(client: EngineClient, targetFps: FrameRate, offered: number): Level {
    if (!this.#governor || this.#client !== client) {
      this.#governor = new Governor(startLevel[client.info.backend], targetFps);
      this.#client = client;
    }
    this.#governor.setTarget(targetFps);
    this.#governor.setCeiling(offered);
    return this.#governor.level;
  }

  /** Whether the GPU time of the frame that is drawn now shall be measured. @param at ms, on the clock of `add` */
  times(at: number): boolean {
    if (this.#client?.info.timestamps !== true) return false;
    this.#untimed += 1;
    if (this.#untimed < timedEvery && at - this.#timedAt < timedEveryMs) return false;
    this.#untimed = 0;
    this.#timedAt = at;
    return true;
  }

  /**
   * Takes one frame that was drawn at `level`.
   * @param at when it was finished, ms @param elapsedMs from grabbing it to its picture, ms
   */
  add(at: number, elapsedMs: number, { gpuMs }: Presented, level: Level): void {
    const costMs = this.#client?.info.timestamps === true ? (gpuMs ?? null) : elapsedMs;
    this.#governor?.add({ at, costMs, elapsedMs, level });
  }

  /** What it does, for the interface. @param fps frames per second that reached the screen */
  status(fps: number): GovernorStatus | null {
    if (!this.#governor) return null;
    const { level, targetFps, state } = this.#governor;
    const starved = state === 'holding' && fps < targetFps * starvedShare;
    return { level, targetFps, fps, state: starved ? 'source-limited' : state };
  }
}
