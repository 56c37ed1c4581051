/** A browser's profile folder, removed while the browser's last processes may still write into it. */
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A killed browser's other processes are gone after so many pauses. */
const tries = 80;
const pauseMs = 250;

/** @throws what the last try throws. Node's own `maxRetries` looks for files once, and fails on those that come later. */
export async function removeProfile(folder: string): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (left === 0) throw error;
      await pause(pauseMs);
    }
  }
}
