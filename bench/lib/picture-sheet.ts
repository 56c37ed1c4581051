/** Pictures side by side in one JPEG, to be looked at. */
import sharp from 'sharp';
import type { RgbaPicture } from '../../src/shared/picture';

/** @param rows pictures from left to right; those of another size are shown at `side`. @param side of a cell, px */
export async function writeSheet(
  rows: readonly (readonly RgbaPicture[])[],
  side: number,
  file: string,
): Promise<void> {
  const cells = rows.flatMap((row, y) =>
    row.map(async ({ data, width, height }, x) => ({
      input: await sharp(Buffer.from(data), { raw: { width, height, channels: 4 } })
        .resize(side, side, { fit: 'fill', kernel: 'lanczos3' })
        .png({ compressionLevel: 1 })
        .toBuffer(),
      left: x * side,
      top: y * side,
    })),
  );
  const columns = Math.max(...rows.map(({ length }) => length));
  const sheet = {
    width: columns * side,
    height: rows.length * side,
    channels: 3 as const,
    background: '#000',
  };
  await sharp({ create: sheet })
    .composite(await Promise.all(cells))
    .jpeg({ quality: 88 })
    .toFile(file);
}
