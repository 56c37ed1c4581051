/**
 * `npm run check:entries`: reads the built files and fails when a chunk imports the entry file of a worker or worklet,
 * or when a worker is started from a file that is not known as an entry. Why: `src/workers/rpc/forward-messages.ts`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { init, parse } from 'es-module-lexer';

/** Workers of the app by the names of their source files, which the build keeps in front of the hash. */
const workers = ['engine', 'hq', 'record', 'convert', 'segment', 'offline'].map((name) => `${name}.worker`);

const isEntry = (file) => /\.(worker|worklet)(-[\w-]+)?\.js$/.test(file);
const started = /new (?:Shared)?Worker\(\s*new URL\(\s*(?:new URL\(\s*)?[`'"]([^`'"]+)[`'"]/g;

/**
 * @param {ReadonlyMap<string, string>} files text of each built script by its path
 * @returns {Promise<string[]>} what is wrong, a sentence each; empty when all is well
 */
export async function entryFaults(files) {
  await init;
  const faults = workers
    .filter((worker) => ![...files.keys()].some((file) => isEntry(file) && basename(file).startsWith(worker)))
    .map((worker) => `No entry of ${worker} was built: has it another name now?`);
  for (const [file, text] of files) {
    const imports = parse(text)[0].flatMap(({ specifier }) => specifier ?? []);
    for (const imported of imports) {
      if (isEntry(imported)) faults.push(`${file} imports the worker entry ${basename(imported)}.`);
    }
    // A service worker and a worklet cannot load anything later.
    if (/offline\.worker|\.worklet/.test(file) && imports.length > 0)
      faults.push(`${file} must be one file, but imports ${imports.join(', ')}.`);
    for (const [, worker = ''] of text.matchAll(started)) {
      if (!isEntry(worker)) faults.push(`${file} starts ${worker}, which is not named *.worker.`);
    }
  }
  return faults;
}

/** All scripts below `folder`. */
function scriptsIn(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    paths
      .filter((path) => path.endsWith('.js'))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = scriptsIn(fileURLToPath(new URL('../../dist', import.meta.url)));
  const faults = await entryFaults(files);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0)
    console.log(
      `${files.size} scripts read: none imports one of the ${[...files.keys()].filter(isEntry).length} entries.`,
    );
  process.exit(faults.length === 0 ? 0 : 1);
}
