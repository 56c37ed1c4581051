/**
 * `npm run check:folders`: fails when a folder of the code holds more than fifteen files. A folder that long answers no
 * question; its files are to be sorted into rooms.
 */
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const mostFiles = 15;
const code = ['src', 'bench', 'build', 'tests', 'tools', 'scripts', 'training'];

/**
 * @param {readonly string[]} files paths from the root
 * @returns {string[]} what is wrong, a sentence for each folder; empty when all is well
 */
export function crowdedFolders(files) {
  const counts = new Map();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > mostFiles)
    .map(([folder, count]) => `${folder} holds ${count} files; at most ${mostFiles} may be in one folder.`);
}

/** Files that git knows or would take up, in the folders of the code. */
function codeFiles() {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const args = [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
    '--',
    ...code,
  ];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
}

/** @returns {boolean} true when every folder is small enough; says which are not */
export function checkFolders() {
  const faults = crowdedFolders(codeFiles());
  for (const fault of faults) console.error(fault);
  return faults.length === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(checkFolders() ? 0 : 1);
