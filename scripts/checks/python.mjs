/**
 * `npm run check:python`: reads `training/` with Ruff's rules for names and imports (`F`: what is used but nowhere
 * defined, or defined and never used) and those for likely mistakes (`B`), without Python. Why: the tests call the
 * commands' parts, not each command whole, and one had lost an import.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { root } from '../ensure-dependencies.mjs';
import { gitFiles } from './git-files.mjs';

/** B008: our argument defaults are frozen; B905: `zip` of unequal lengths is meant. */
const options = { 'line-length': 120, lint: { select: ['F', 'E9', 'B'], ignore: ['B008', 'B905'] } };

/**
 * @param {ReadonlyMap<string, string>} files text of each Python file by its path
 * @returns {string[]} what is wrong, a line each; empty when all is well
 */
export function pythonFaults(files) {
  const workspace = new Workspace(options, PositionEncoding.Utf16);
  return [...files].flatMap(([path, text]) =>
    workspace
      .check(text)
      .map(({ code, message, start_location: { row } }) => `${path}:${row} ${code ?? 'syntax'}: ${message}`),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = new Map(gitFiles('*.py').map((path) => [path, readFileSync(`${root}${path}`, 'utf8')]));
  const faults = pythonFaults(files);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log(`${files.size} Python files read.`);
  process.exit(faults.length === 0 ? 0 : 1);
}
