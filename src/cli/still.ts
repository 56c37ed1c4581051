/** Entry of `npm run still`: parses the command line, optimises, sets the exit code. See `--help`. */

import { messageOf } from '../shared/errors';
import { runStill } from './run-still';
import { parseStillCommand, usage } from './still-command';
import type { HqProgress } from '../workers/hq/hq.protocol';

const failed = 2;

/** One line per this many iterations, and the last. */
const reportEvery = 10;

function report({ iteration, iterations, width, height, losses, secondsLeft }: HqProgress): void {
  if (iteration % reportEvery !== 0 && iteration !== iterations) return;
  const terms = (['total', 'content', 'style', 'tv', 'pixel'] as const)
    .map((term) => `${term} ${losses[term].toFixed(4)}`)
    .join(', ');
  const left = secondsLeft === undefined ? '' : `, ${Math.ceil(secondsLeft)} s left`;
  process.stdout.write(`${iteration}/${iterations} at ${width} × ${height}: ${terms}${left}\n`);
}

async function main(): Promise<void> {
  const command = parseStillCommand(process.argv.slice(2));
  if (command === 'help') {
    process.stdout.write(usage);
    return;
  }
  const { optimised, limited } = await runStill(command, report);
  if (limited) {
    process.stdout.write(
      `Optimised at ${optimised.width} × ${optimised.height}: larger scales need more than --memory allows.\n`,
    );
  }
  process.stdout.write(`${command.out}\n`);
}

try {
  await main();
} catch (error) {
  // One line, no stack: what went wrong is in the message.
  process.stderr.write(`still: ${messageOf(error).split('\n', 1).join('')}\n`);
  process.exitCode = failed;
}
