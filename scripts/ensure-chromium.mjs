/** Finds the system's Chromium, or installs Debian's with apt when this user may. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const found = () => process.env.CHROMIUM_PATH ?? places.find((path) => existsSync(path));

/** True when a browser is there. Otherwise says what to do. */
export function ensureChromium() {
  if (found()) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing chromium with apt …');
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
    if (found()) return true;
  }
  console.error(
    'The browser tests need Chromium: install it (Debian: "sudo apt-get install chromium"), or set CHROMIUM_PATH to one.',
  );
  return false;
}
