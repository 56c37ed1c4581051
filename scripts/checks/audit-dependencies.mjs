/**
 * `npm run check:audit`: asks the registry for known weaknesses and fails on high and critical ones of what is shipped: the
 * dependencies and the library's peers (which npm counts as development's here), with all that they need. Where no registry answers (offline, or a mirror without that service) it says so and passes.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root } from '../ensure-dependencies.mjs';

/** Longest wait for the registry, ms. */
const timeout = 60_000;

/**
 * Names of all packages that what is shipped needs.
 * @param {Record<string, { dependencies?: object, peerDependencies?: object }>} packages of package-lock.json
 * @returns {Set<string>}
 */
export function shippedPackages(packages) {
  const shipped = new Set();
  const add = ({ dependencies = {}, peerDependencies = {} }) => {
    for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
      if (shipped.has(name)) continue;
      shipped.add(name);
      // The same package may be there in several versions.
      for (const [path, found] of Object.entries(packages)) {
        if (path.endsWith(`node_modules/${name}`)) add(found);
      }
    }
  };
  add(packages[''] ?? {});
  return shipped;
}

/**
 * What npm's JSON report (auditReportVersion 2) comes to.
 * @param {string} text
 * @param {ReadonlySet<string>} [shipped] only these count; without it, all
 * @returns {{ kind: 'unanswered', why: string } | { kind: 'clean' | 'weak', grave: string[] }}
 */
export function verdict(text, shipped) {
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return { kind: 'unanswered', why: 'the report cannot be read' };
  }
  if (typeof report?.vulnerabilities !== 'object' || report.vulnerabilities === null)
    return { kind: 'unanswered', why: report?.message ?? report?.error?.summary ?? 'no answer' };
  const grave = Object.values(report.vulnerabilities)
    .filter(({ name }) => !shipped || shipped.has(name))
    .filter(({ severity }) => severity === 'high' || severity === 'critical')
    .map(({ name, severity }) => `${name} (${severity})`);
  return { kind: grave.length > 0 ? 'weak' : 'clean', grave };
}

/** Prints the result; true unless something grave is known. */
export function auditDependencies() {
  const args = ['audit', '--json', '--fetch-retries=0', `--fetch-timeout=${timeout / 2}`];
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', timeout });
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));
  const result = verdict(stdout ?? '', shippedPackages(lock.packages));
  switch (result.kind) {
    case 'clean':
      console.log('No grave weakness is known of what is shipped.');
      return true;
    case 'weak':
      console.error(`Known weaknesses: ${result.grave.join(', ')}. See npm audit.`);
      return false;
    default:
      console.log(`Skipped: the registry did not answer the audit (${result.why.split('\n')[0]}).`);
      return true;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(auditDependencies() ? 0 : 1);
