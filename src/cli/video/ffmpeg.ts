/** ffmpeg and ffprobe as programs beside this one: Node has no decoder of its own. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { ImpastoError } from '../../shared/errors';

/** Most that ffprobe may print, bytes: a list of all frames is long. */
const maxBuffer = 2 ** 28;

/** @throws ImpastoError `unsupported` saying how to get ffmpeg. */
export function requireFfmpeg(): void {
  if (['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version']).status === 0)) return;
  throw new ImpastoError(
    'unsupported',
    'Videos need ffmpeg, which is not installed: install it (Debian: “sudo apt-get install ffmpeg”), or use the app.',
  );
}

/** What ffprobe prints as JSON. @throws the error of the process, with ffprobe's complaint in `stderr` */
export async function ffprobe(...args: string[]): Promise<unknown> {
  const asJson = ['-v', 'error', '-of', 'json', ...args];
  const { stdout } = await promisify(execFile)('ffprobe', asJson, { encoding: 'utf8', maxBuffer });
  return JSON.parse(stdout);
}

/** Runs ffmpeg to its end. @throws ImpastoError `storage` with what it complained about. */
export async function ffmpeg(...args: string[]): Promise<void> {
  const child = spawn('ffmpeg', ['-y', '-v', 'error', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const complaint = complaintOf(child);
  if ((await ended(child)) !== 0) throw new ImpastoError('storage', `ffmpeg: ${complaint()}`);
}

/** Exit code of a process; 0 is good. */
export async function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** What a process has said last on its error stream. */
export function complaintOf({ stderr }: ChildProcess): () => string {
  let complaint = '';
  stderr?.on('data', (text: Buffer) => (complaint = text.toString()));
  return () => complaint.trim();
}
