/** The files a check reads. */
import { execFileSync } from 'node:child_process';
import { root } from '../ensure-dependencies.mjs';

/**
 * Files that git knows or would take up.
 * @param {...string} patterns folders or globs, as git understands them
 * @returns {string[]} paths from the root
 */
export function gitFiles(...patterns) {
  const kinds = ['--cached', '--others', '--exclude-standard', '--deduplicate'];
  const args = ['ls-files', '-z', ...kinds, '--', ...patterns];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
}
