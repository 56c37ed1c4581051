/**
 * Whether this computer has a GPU that is worth painting on. A process of its own looks: drivers talk to the terminal
 * about whatever they dislike, and some take the process down with them.
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AdapterReport } from './adapter-report';

/** A driver that takes longer to name itself is not waited for, ms. */
const patienceMs = 20_000;

/** Never rejects. */
export async function findGpu(): Promise<AdapterReport> {
  const child = fork(fileURLToPath(new URL('./report-adapter.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const none = (reason: string): AdapterReport => ({ kind: 'none', reason });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(none('the graphics driver does not answer'));
      child.kill('SIGKILL');
    }, patienceMs);
    child.once('message', (report) => resolve(report as AdapterReport));
    child.once('error', (error) => resolve(none(error.message)));
    child.once('close', () => {
      clearTimeout(timer);
      resolve(none('the graphics driver crashed'));
    });
  });
}
