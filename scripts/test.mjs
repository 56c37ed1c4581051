/**
 * `npm test`: installs what the checks need and runs every one of them, also after a failure. Ends with the names of
 * what failed and the line `N passed, N failed`: tests are counted one by one, static checks as one each. Exits 1 when
 * anything failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { auditDependencies } from './checks/audit-dependencies.mjs';
import { checkFolders } from './checks/folders.mjs';
import { ensureDependencies, root } from './ensure-dependencies.mjs';
import { ensureTool } from './ensure-tools.mjs';
import { readPlaywright, readPytest, readVitest } from './read-reports.mjs';
import { Tally, run, times } from './run-check.mjs';

const reports = `${root}test-results/reports`;
const tally = new Tally();

/** One static check of those that run two at a time. */
async function check(title, command, ...args) {
  tally.check(title, await run(title, command, args, { together: true }));
}

const npx = (title, ...args) => check(title, 'npx', '--no-install', ...args);

function checkHere(title, holds) {
  console.log(`\n== ${title}`);
  tally.check(title, holds());
}

async function vitest(project, together = false) {
  const title = `vitest: ${project}`;
  const file = `${reports}/${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = ['--no-install', 'vitest', 'run', '--project', project, ...reporters];
  tally.suite(title, await run(title, 'npx', args, { together }), file, readVitest);
}

/** Walks of several projects run at once, each of them one after the other. */
async function playwright(...projects) {
  const name = projects.join('+');
  const title = `playwright: ${name}`;
  const file = `${reports}/walks-${name}.json`;
  const chosen = projects.map((project) => `--project=${project}`);
  const args = ['--no-install', 'playwright', 'test', ...chosen, '--reporter=list,json'];
  const ok = await run(title, 'npx', args, { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file } });
  tally.suite(title, ok, file, readPlaywright);
}

/** The interpreter that has PyTorch: Debian's own, or the one on the path. */
function pythonWithTorch() {
  return ['/usr/bin/python3', 'python3'].find(
    (python) => spawnSync(python, ['-c', 'import torch, numpy, PIL, pytest']).status === 0,
  );
}

async function pytest() {
  if (!existsSync(`${root}training/tests`)) return;
  const python = pythonWithTorch();
  if (!python) {
    console.log('\n== pytest: skipped (python3-torch, -numpy, -pil and -pytest are not installed)');
    return;
  }
  const title = 'pytest: training';
  const file = `${reports}/pytest.xml`;
  const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${file}`, 'training'];
  const ok = await run(title, python, args, { env: { PYTHONDONTWRITEBYTECODE: '1' }, together: true });
  tally.suite(title, ok, file, readPytest);
}

async function readTheCode() {
  await npx('types', 'tsc', '--noEmit');
  await npx('lint', 'eslint', '.', '--max-warnings', '0');
  await check('python', 'node', 'scripts/checks/python.mjs');
  await npx('styles', 'stylelint', 'src/components/**/*.ts', 'bench/page/*.ts');
}

async function buildAndWeigh() {
  await npx('build', 'vite', 'build', '--logLevel', 'warn');
  await check('worker entries', 'node', 'scripts/checks/worker-entries.mjs');
  await check('library', 'npm', 'run', '--silent', 'build:lib');
  await npx('package', 'publint', '--strict');
  await npx('size', 'size-limit');
  await npx('templates', 'lit-analyzer', 'src/components', '--strict', '--quiet');
  await npx('format', 'prettier', '--check', '--log-level', 'warn', '.');
  await npx('dead code', 'knip', '--no-progress');
}

ensureDependencies();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

checkHere('folders', checkFolders);
checkHere('dependency audit', auditDependencies);
await Promise.all([readTheCode(), buildAndWeigh()]);
ensureTool('ffmpeg');
// Its Vulkan driver is what the command line's tests have for a GPU.
const chromium = ensureTool('chromium');
await Promise.all([vitest('unit', true), pytest()]);
if (chromium) {
  await vitest('browser');
  await vitest('browser-timed');
  await playwright('chromium');
  await playwright('chromium-timed');
} else {
  tally.failed.push('Chromium');
}
const engines = ['firefox', 'webkit'].filter(ensureTool);
tally.skipped += 2 - engines.length;
if (engines.length > 0) await playwright(...engines);

console.log(`\nSeconds: ${times.map(([title, seconds]) => `${title} ${seconds}`).join(', ')}`);
for (const name of tally.flaky) console.log(`FLAKY ${name}`);
for (const name of tally.failed) console.log(`FAILED ${name}`);
if (tally.skipped > 0) console.log(`${tally.skipped} skipped (each said why above)`);
console.log(`${tally.passed} passed, ${tally.failed.length} failed`);
process.exit(tally.failed.length === 0 ? 0 : 1);
