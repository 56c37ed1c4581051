/** Finds ffmpeg and ffprobe, or installs Debian's with apt when this user may: tests read recorded files back with them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const found = () => ['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version']).status === 0);

/** True when both are there. Otherwise says what to do; the tests that need them are then skipped. */
export function ensureFfmpeg() {
  if (found()) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing ffmpeg with apt …');
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'ffmpeg'], options);
    if (found()) return true;
  }
  console.error(
    'Recorded files are read back with ffmpeg and ffprobe; without them those tests are skipped (Debian: "sudo apt-get install ffmpeg").',
  );
  return false;
}
