/** Draws the committed fixtures anew (`npx tsx tests/support/media/draw-fixtures.ts`); the clip needs ffmpeg. */
import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import { cameraClip, writeCameraClips } from '../../../tools/media/camera-clip';

/** A small deterministic generator, so that a redrawn fixture is the same file. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

function landscape(): string {
  const next = random(7);
  const trees = Array.from({ length: 26 }, () => {
    const x = next() * 480;
    const height = 30 + next() * 60;
    const base = 215 + next() * 80;
    const green = 70 + Math.round(next() * 70);
    return `<path d="M${x} ${base - height} l${height / 3} ${height} h${(-height * 2) / 3} z" fill="rgb(30,${green},50)"/>`;
  }).join('');
  const stones = Array.from(
    { length: 60 },
    () =>
      `<circle cx="${next() * 480}" cy="${270 + next() * 50}" r="${1 + next() * 6}" fill="hsl(${30 + next() * 30} 30% ${25 + next() * 50}%)"/>`,
  ).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#3b76c4"/><stop offset="1" stop-color="#f6d7b0"/></linearGradient></defs>
    <rect width="480" height="320" fill="url(#sky)"/><circle cx="340" cy="80" r="34" fill="#ffe9a8"/>
    <path d="M0 210 L90 110 L150 180 L230 90 L330 200 L400 140 L480 210 V320 H0z" fill="#6b6f86"/>
    <path d="M230 90 l30 34 -24 8 -14 -10 -22 6z" fill="#f4f4f8"/>
    <path d="M0 240 Q120 200 240 235 T480 225 V320 H0z" fill="#6f9a4e"/>${trees}
    <rect x="180" y="200" width="70" height="52" fill="#b5502f"/><path d="M170 202 l45 -36 45 36z" fill="#5a2a20"/>
    <rect x="206" y="224" width="18" height="28" fill="#3a2417"/><rect x="186" y="212" width="14" height="14" fill="#ffe28a"/>
    <path d="M0 270 Q160 250 300 275 T480 268 V320 H0z" fill="#b99b6b"/>${stones}</svg>`;
}

function pattern(): string {
  const next = random(3);
  const strokes = Array.from({ length: 260 }, () => {
    const x = next() * 256;
    const y = next() * 256;
    const turn = Math.atan2(y - 128, x - 128) + Math.PI / 2;
    const dx = Math.cos(turn) * 18;
    const dy = Math.sin(turn) * 18;
    return `<path d="M${x} ${y} q${dx / 2 + 4} ${dy / 2 - 4} ${dx} ${dy}" stroke="hsl(${next() < 0.5 ? 210 + next() * 30 : 30 + next() * 25} 80% ${30 + next() * 45}%)" stroke-width="${2 + next() * 5}" fill="none" stroke-linecap="round"/>`;
  }).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#16305c"/>${strokes}</svg>`;
}

await sharp(Buffer.from(landscape())).jpeg({ quality: 88 }).toFile('tests/fixtures/scene.jpg');
await sharp(Buffer.from(pattern())).png({ palette: true }).toFile('tests/fixtures/artwork.png');
await writeCameraClips();
execFileSync('ffmpeg', [
  ...[
    '-y',
    '-v',
    'error',
    '-i',
    cameraClip.path,
    '-c:v',
    'libvpx-vp9',
    '-b:v',
    '200k',
    '-pix_fmt',
    'yuv420p',
  ],
  'tests/fixtures/clip.webm',
]);
