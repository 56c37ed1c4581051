/** The shell: all scripts and styles the page loads before tfjs, as Vite's manifest lists them. */
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('dist/.vite/manifest.json', import.meta.url), 'utf8'));

function filesOf(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const { file, css = [], imports = [] } = manifest[key];
  return [file, ...css, ...imports.flatMap((imported) => filesOf(imported, seen))];
}

export default [
  {
    name: 'shell before tfjs',
    path: [...new Set(filesOf('index.html'))].map((file) => `dist/${file}`),
    limit: '75 kB',
    gzip: true,
  },
];
