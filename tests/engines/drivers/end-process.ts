import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Asks a process to end (or makes it, by `SIGKILL`) and waits until it has. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** How long a group may take to end by itself, ms. */
const groupMs = 5000;

/** Waits until nothing of a process group is left; what is left after a while is killed. @param leader its pid */
export async function endGroup(leader: number): Promise<void> {
  const until = Date.now() + groupMs;
  const signal = (name: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(-leader, name);
    } catch {
      // Nobody is left.
      return false;
    }
  };
  while (signal(0)) {
    if (Date.now() > until) {
      signal('SIGKILL');
      return;
    }
    await new Promise((next) => setTimeout(next, 50));
  }
}
