/**
 * `npm run check:audit`: asks the registry for known weaknesses of what is shipped (`npm audit --omit=dev`) and fails on
 * high and critical ones. Where no registry answers (offline, or a mirror without that service) it says so and passes.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { root } from './ensure-dependencies.mjs';

/** Longest wait for the registry, ms. */
const timeout = 60_000;

/**
 * What npm's JSON report (auditReportVersion 2) comes to.
 * @returns {{ kind: 'unanswered', why: string } | { kind: 'clean' | 'weak', grave: string[] }}
 */
export function verdict(text) {
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return { kind: 'unanswered', why: 'the report cannot be read' };
  }
  if (typeof report?.vulnerabilities !== 'object' || report.vulnerabilities === null)
    return { kind: 'unanswered', why: report?.message ?? report?.error?.summary ?? 'no answer' };
  const grave = Object.values(report.vulnerabilities)
    .filter(({ severity }) => severity === 'high' || severity === 'critical')
    .map(({ name, severity }) => `${name} (${severity})`);
  return { kind: grave.length > 0 ? 'weak' : 'clean', grave };
}

/** Prints the result; true unless something grave is known. */
export function auditDependencies() {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', `--fetch-timeout=${timeout / 2}`];
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', timeout });
  const result = verdict(stdout ?? '');
  switch (result.kind) {
    case 'clean':
      console.log('No grave weakness is known of what is shipped.');
      return true;
    case 'weak':
      console.error(`Known weaknesses: ${result.grave.join(', ')}. See npm audit --omit=dev.`);
      return false;
    default:
      console.log(`Skipped: the registry did not answer the audit (${result.why.split('\n')[0]}).`);
      return true;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(auditDependencies() ? 0 : 1);
