/** Pictures as people have them: all sizes, depths and colour spaces; left red, right blue, as every viewer shows them. */
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Size } from '../../../src/shared/picture';

export interface OddPicture {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mimeType: string;
  /** As shown: upright. */
  readonly size: Size;
  /** Greatest error of a colour's channel, 0..255. */
  readonly tolerance: number;
  /** sRGB at a quarter and three quarters of the width, in the middle. */
  readonly colours: readonly [Colour, Colour];
}

type Colour = readonly [number, number, number];
const red: Colour = [200, 60, 50];
const blue: Colour = [40, 70, 180];

function halves({ width, height }: Size, [left, right]: OddPicture['colours'] = [red, blue]): Sharp {
  const rightHalf = {
    create: {
      width: Math.max(1, Math.floor(width / 2)),
      height,
      channels: 3 as const,
      background: colour(right),
    },
  };
  const all = sharp({ create: { width, height, channels: 3, background: colour(left) } });
  return width === 1 ? all : all.composite([{ input: rightHalf, left: Math.ceil(width / 2), top: 0 }]);
}

const colour = ([r, g, b]: Colour) => ({ r, g, b });
const greys: OddPicture['colours'] = [
  [180, 180, 180],
  [70, 70, 70],
];
/** Colours that can be printed. */
const muted: OddPicture['colours'] = [
  [170, 110, 90],
  [100, 120, 150],
];

/** Made anew at each call: nothing of them is stored. */
export async function oddPictures(): Promise<OddPicture[]> {
  const small: Size = { width: 96, height: 64 };
  const pictures: OddPicture[] = [];
  const add = async (
    name: string,
    picture: Sharp,
    size: Size,
    tolerance: number,
    colours: OddPicture['colours'] = [red, blue],
  ): Promise<void> => {
    const mimeType = name.endsWith('.png') ? 'image/png' : 'image/jpeg';
    pictures.push({ name, bytes: await picture.toBuffer(), mimeType, size, tolerance, colours });
  };
  // Composites are flattened first: a pipeline changes colour space before it composes.
  const flat = async (size: Size, colours?: OddPicture['colours']): Promise<Sharp> =>
    sharp(await halves(size, colours).png().toBuffer());
  for (const size of [
    { width: 1, height: 1 },
    { width: 3, height: 800 },
    { width: 20_000, height: 400 },
  ])
    await add(
      `${size.width}x${size.height}.png`,
      await flat(size),
      size,
      3,
      size.width === 1 ? [red, red] : [red, blue],
    );
  await add('16-bit.png', (await flat(small)).toColourspace('rgb16').png(), small, 3);
  await add('palette.png', (await flat(small)).png({ palette: true, colours: 4 }), small, 8);
  await add('grey.png', (await flat(small, greys)).greyscale().png(), small, 3, greys);
  await add('grey.jpg', (await flat(small, greys)).greyscale().jpeg({ quality: 95 }), small, 3, greys);
  await add('progressive.jpg', (await flat(small)).jpeg({ quality: 95, progressive: true }), small, 8);
  const printed = (await flat(small, muted)).toColourspace('cmyk').withIccProfile('cmyk');
  await add('cmyk.jpg', printed.jpeg({ quality: 95 }), small, 20, muted);
  await add('p3.jpg', (await flat(small)).withIccProfile('p3').jpeg({ quality: 95 }), small, 8);
  await add('p3.png', (await flat(small)).withIccProfile('p3').png(), small, 4);
  const turned = await sharp(await halves(small).png().toBuffer())
    .rotate(270)
    .toBuffer();
  await add('turned.jpg', sharp(turned).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }), small, 8);
  return pictures;
}
