/**
 * `npm test`: installs what the checks need and runs every one of them, also after a failure. Ends with the line
 * `N passed, N failed`: tests are counted one by one, static checks as one each. Exits 1 when anything failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { auditDependencies } from './audit-dependencies.mjs';
import { checkFolders } from './check-folders.mjs';
import { ensureDependencies, root } from './ensure-dependencies.mjs';
import { ensureTool } from './ensure-tools.mjs';

const reports = `${root}test-results/reports`;
let passed = 0;
let failed = 0;
let skipped = 0;

function run(title, command, args, env = {}) {
  console.log(`\n== ${title}`);
  const startedAt = Date.now();
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (error) console.error(error.message);
  console.log(
    `== ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - startedAt) / 1000)} s)`,
  );
  return status === 0;
}

const npx = (title, ...args) => run(title, 'npx', ['--no-install', ...args]);

/** A check that is right or wrong as a whole. */
function check(ok) {
  if (ok) passed += 1;
  else failed += 1;
}

/** Adds the counts of a suite; a suite that broke before it counted is one failure. */
function count(ok, file, read) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = read(readFileSync(file, 'utf8'));
  } catch {
    console.error(`No report was written: ${file.slice(root.length)}`);
  }
  passed += counts.passed;
  skipped += counts.skipped;
  failed += counts.failed;
  if (counts.failed === 0 && (!ok || counts.passed === 0)) failed += 1;
}

function vitest(project) {
  const file = `${reports}/${project}.json`;
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  count(npx(`vitest: ${project}`, 'vitest', ...args), file, (text) => {
    const report = JSON.parse(text);
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests };
  });
}

function playwright(project) {
  const file = `${reports}/walks-${project}.json`;
  const args = ['--no-install', 'playwright', 'test', `--project=${project}`, '--reporter=list,json'];
  const ok = run(`playwright: ${project}`, 'npx', args, { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  count(ok, file, (text) => {
    const { stats } = JSON.parse(text);
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  });
}

/** The interpreter that has PyTorch: Debian's own, or the one on the path. */
function pythonWithTorch() {
  return ['/usr/bin/python3', 'python3'].find(
    (python) => spawnSync(python, ['-c', 'import torch, numpy, PIL, pytest']).status === 0,
  );
}

function pytest() {
  if (!existsSync(`${root}training/tests`)) return;
  const python = pythonWithTorch();
  if (!python) {
    console.log('\n== pytest: skipped (python3-torch, -numpy, -pil and -pytest are not installed)');
    return;
  }
  const file = `${reports}/pytest.xml`;
  const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${file}`, 'training'];
  const ok = run('pytest: training', python, args, { PYTHONDONTWRITEBYTECODE: '1' });
  count(ok, file, (text) => {
    const number = (name) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(text)?.[1] ?? 0);
    const bad = number('failures') + number('errors');
    return { passed: number('tests') - bad - number('skipped'), failed: bad, skipped: number('skipped') };
  });
}

ensureDependencies();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

check(npx('types', 'tsc', '--noEmit'));
check(npx('lint', 'eslint', '.', '--max-warnings', '0'));
check(npx('templates', 'lit-analyzer', 'src/components', '--strict', '--quiet'));
check(npx('styles', 'stylelint', 'src/components/**/*.ts'));
check(npx('format', 'prettier', '--check', '--log-level', 'warn', '.'));
check(npx('dead code', 'knip', '--no-progress'));
console.log('\n== folders');
check(checkFolders());
console.log('\n== dependency audit');
check(auditDependencies());
check(npx('build', 'vite', 'build', '--logLevel', 'warn'));
check(run('worker entries', 'node', ['scripts/check-worker-entries.mjs']));
check(run('library', 'npm', ['run', '--silent', 'build:lib']));
check(npx('package', 'publint', '--strict'));
check(npx('size', 'size-limit'));
ensureTool('ffmpeg');
vitest('unit');
pytest();
if (ensureTool('chromium')) {
  vitest('browser');
  playwright('chromium');
} else {
  failed += 1;
}
for (const engine of ['firefox', 'webkit']) {
  if (ensureTool(engine)) playwright(engine);
  else skipped += 1;
}

console.log('');
if (skipped > 0) console.log(`${skipped} skipped (each said why above)`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
