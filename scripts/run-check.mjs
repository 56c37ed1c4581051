/** Runs the programs of `npm test` and adds up what they say. */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { root } from './ensure-dependencies.mjs';

/** How long each program ran, s, in the order in which they ended. @type {[title: string, seconds: number][]} */
export const times = [];

export class Tally {
  passed = 0;
  skipped = 0;
  /** What failed, by name. @type {string[]} */
  failed = [];
  /** What passed only when it was tried again. @type {string[]} */
  flaky = [];

  /** A check that is right or wrong as a whole. */
  check(title, ok) {
    if (ok) this.passed += 1;
    else this.failed.push(title);
  }

  /** Adds the counts of a suite's report; a suite that broke before it counted is one failure. */
  suite(title, ok, file, read) {
    let result = { passed: 0, skipped: 0, failed: [] };
    try {
      result = read(readFileSync(file, 'utf8'));
    } catch {
      console.error(`No report was written: ${file.slice(root.length)}`);
    }
    this.passed += result.passed;
    this.skipped += result.skipped;
    this.failed.push(...result.failed.map((name) => `${title}: ${name}`));
    this.flaky.push(...(result.flaky ?? []).map((name) => `${title}: ${name}`));
    if (result.failed.length === 0 && (!ok || result.passed === 0)) this.failed.push(title);
  }
}

/**
 * Runs a program and says how it ended. `together`: what it prints comes in one piece when it ends, so that two that
 * run at once can be told apart.
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function run(title, command, args, { env = {}, together = false } = {}) {
  if (!together) console.log(`\n== ${title}`);
  const startedAt = Date.now();
  const printed = [];
  const ok = await new Promise((resolve) => {
    const output = together ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => printed.push(piece));
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once('close', (status) => resolve(status === 0));
  });
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  times.push([title, seconds]);
  if (together) console.log(`\n== ${title}\n${Buffer.concat(printed).toString()}`.trimEnd());
  console.log(`== ${title}: ${ok ? 'ok' : 'FAILED'} (${seconds} s)`);
  return ok;
}
