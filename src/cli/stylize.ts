/** Entry of `npm run stylize`: parses the command line, runs the pairs, sets the exit code. See `--help`. */

import { parseCommand, usage } from './command';
import { runCommand } from './run-command';
import { messageOf } from '../shared/errors';

/** Every way of failing; results written before stay. */
const failed = 2;

async function main(): Promise<number> {
  const command = parseCommand(process.argv.slice(2));
  if (command === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const problems = await runCommand(command, {
    info: (line) => process.stdout.write(`${line}\n`),
    problem: (line) => process.stderr.write(`stylize: ${line}\n`),
  });
  return problems === 0 ? 0 : failed;
}

try {
  process.exitCode = await main();
} catch (error) {
  // One line, no stack: what went wrong is in the message.
  process.stderr.write(`stylize: ${messageOf(error).split('\n', 1).join('')}\n`);
  process.exitCode = failed;
}
