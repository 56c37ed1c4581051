/**
 * `npm run check:folders`: fails when a folder of the code holds more than fifteen files. A folder that long answers no
 * question; its files are to be sorted into rooms.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitFiles } from './git-files.mjs';

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

/** @returns {boolean} true when every folder is small enough; says which are not */
export function checkFolders() {
  const faults = crowdedFolders(gitFiles(...code));
  for (const fault of faults) console.error(fault);
  return faults.length === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(checkFolders() ? 0 : 1);
