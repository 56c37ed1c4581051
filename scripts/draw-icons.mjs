/** Rasterises the drawings of the app's icons (`public/icon.svg`, `build/icons/*.svg`) into `public/icons/`. */
import { mkdirSync } from 'node:fs';
import sharp from 'sharp';
import { root } from './ensure-dependencies.mjs';

const drawings = [
  ['public/icon.svg', 'any', [192, 512]],
  ['build/icons/maskable.svg', 'maskable', [192, 512]],
  // iOS rounds the corners itself and knows no transparency.
  ['build/icons/maskable.svg', 'apple-touch', [180]],
  ['build/icons/monochrome.svg', 'monochrome', [512]],
  ['build/icons/shortcut-camera.svg', 'shortcut-camera', [96]],
  ['build/icons/shortcut-file.svg', 'shortcut-file', [96]],
  ['build/icons/shortcut-takes.svg', 'shortcut-takes', [96]],
];

mkdirSync(`${root}public/icons`, { recursive: true });
for (const [source, name, sides] of drawings) {
  for (const side of sides) {
    const file = name.startsWith('shortcut') ? `${name}.png` : `${name}-${side}.png`;
    await sharp(`${root}${source}`, { density: 96 * 8 })
      .resize(side, side)
      .png({ compressionLevel: 9 })
      .toFile(`${root}public/icons/${file}`);
  }
}
