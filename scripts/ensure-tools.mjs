/** Finds the programs that the checks drive, or installs Debian's packages of them with apt when this user may. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const runs = (name) => spawnSync(name, ['-version']).status === 0;

/** What is installed of Debian's packages; false on other systems. */
const installed = (packages) => {
  const { status, stdout } = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}\n', ...packages], {
    encoding: 'utf8',
  });
  return (
    status === 0 &&
    stdout
      .trim()
      .split('\n')
      .every((state) => state === 'installed')
  );
};

/** WebKit, its driver, a screen and a sound card in memory, the window around it, and GStreamer's codecs. */
const webkitPackages = [
  'webkit2gtk-driver',
  'gir1.2-webkit2-4.1',
  'python3-gi',
  'xvfb',
  ...['base', 'good', 'bad', 'ugly'].map((set) => `gstreamer1.0-plugins-${set}`),
  'gstreamer1.0-libav',
  'pulseaudio',
  'gstreamer1.0-pulseaudio',
];

const tools = {
  chromium: {
    packages: ['chromium'],
    there: () =>
      Boolean(process.env.CHROMIUM_PATH) ||
      ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(existsSync),
    without: 'The browser tests need Chromium',
    or: ', or set CHROMIUM_PATH to one',
  },
  firefox: {
    packages: ['firefox-esr', 'pulseaudio'],
    there: () =>
      existsSync(process.env.FIREFOX_PATH || '/usr/bin/firefox-esr') && existsSync('/usr/bin/pulseaudio'),
    without: 'The walks in Firefox are skipped without it',
    or: ', or set FIREFOX_PATH to one',
  },
  webkit: {
    packages: webkitPackages,
    there: () => installed(webkitPackages),
    without: 'The walks in WebKit are skipped: they need Debian’s WebKit and what belongs to it',
    or: '',
  },
  ffmpeg: {
    packages: ['ffmpeg'],
    there: () => ['ffmpeg', 'ffprobe'].every(runs),
    without: 'Recorded files are read back with ffmpeg and ffprobe; without them those tests are skipped',
    or: '',
  },
};

let updated = false;

function install(packages) {
  console.log(`Installing ${packages.join(' ')} with apt …`);
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  if (!updated) spawnSync('apt-get', ['update', '-qq'], options);
  updated = true;
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

/**
 * True when a tool is there, found or just installed. Otherwise says what to do.
 * @param {keyof typeof tools} name
 */
export function ensureTool(name) {
  const { packages, there, without, or } = tools[name];
  if (there()) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) install(packages);
  if (there()) return true;
  console.error(`${without}: install ${packages.join(' ')} (Debian: "sudo apt-get install …")${or}.`);
  return false;
}
