/** The shell: all scripts and styles the page loads before tfjs, as Vite's manifest lists them. */
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('dist/.vite/manifest.json', import.meta.url), 'utf8'));

function filesOf(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const { file, css = [], imports = [] } = manifest[key];
  return [file, ...css, ...imports.flatMap((imported) => filesOf(imported, seen))];
}

/** An entry of the built library with all that it imports at once: bare imports are peers, `import()` comes later. */
function libraryFiles(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(new URL(`dist-lib/${file}`, import.meta.url), 'utf8');
  for (const [, imported] of text.matchAll(/^\s*(?:import|export)\b[^;]*?["']\.\/([^"']+)["']/gm))
    libraryFiles(imported, seen);
  return seen;
}

const library = (name, entry, limit) => ({
  name,
  path: [...libraryFiles(entry)].map((file) => `dist-lib/${file}`),
  limit,
  gzip: true,
});

export default [
  {
    name: 'shell before tfjs',
    path: [...new Set(filesOf('index.html'))].map((file) => `dist/${file}`),
    limit: '82 kB',
    gzip: true,
  },
  library('library: impasto', 'index.js', '17.3 kB'),
  library('library: impasto/element', 'element.js', '27.9 kB'),
  library('library: impasto/magenta', 'magenta.js', '10.4 kB'),
];
