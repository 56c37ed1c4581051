/** A screen that is nowhere but in memory (Xvfb). The caller ends it with `close`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endProcess } from './end-process';

export interface VirtualDisplay {
  /** Value for the environment variable DISPLAY. */
  readonly name: string;
  close(): Promise<void>;
}

export async function openDisplay(): Promise<VirtualDisplay> {
  // It chooses a free number itself and writes it to the third file.
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const answer = server.stdio[3];
  if (!answer) throw new Error('Xvfb has no third file to write to');
  const number = await Promise.race([
    once(answer, 'data').then(([data]) => String(data).trim()),
    once(server, 'exit').then(() => {
      throw new Error('Xvfb ended at once: is a display number free?');
    }),
  ]);
  return { name: `:${number}`, close: () => endProcess(server) };
}
