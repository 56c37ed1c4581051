/**
 * `npm run bench:edge -- --content portrait.jpg [--size 256] [--frames 24] [--noise 4]`: does the edge between two styles
 * swim? A still photograph of a person under fresh sensor noise in each frame is painted in two styles, one on the person and
 * one behind, the mask found in each frame and averaged as live mode does; beside it the same frames in each style alone.
 * Prints how much neighbouring frames differ (mean of 255) where the two styles meet and elsewhere, and their ratios to what
 * the styles alone do in the same places.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readArtwork, readPicture } from '../../src/cli/picture-files';
import { openMask } from '../../src/cli/style-mask';
import { networkSize } from '../../src/shared/picture';
import type { RgbaPicture } from '../../src/shared/picture';
import { startBackend } from '../../src/workers/networks/backend/tf-backend';
import { StyleNetworks, styleSize } from '../../src/workers/networks/nets/style-networks';
import { secondShares } from '../../src/workers/networks/pixels/mask-shares';
import { modelFiles } from '../../tools/networks/shipped-networks';

const { values } = parseArgs({
  options: {
    content: { type: 'string' },
    size: { type: 'string', default: '256' },
    frames: { type: 'string', default: '24' },
    noise: { type: 'string', default: '4' },
  },
});
if (values.content === undefined) {
  console.error('--content is needed: a photograph of a person.');
  process.exit(2);
}
const frameRate = 30;
const [size, frames, noise] = [values.size, values.frames, values.noise].map(Number) as [
  number,
  number,
  number,
];
const artwork = (id: string): string =>
  fileURLToPath(new URL(`../../public/styles/${id}.jpg`, import.meta.url));

await startBackend('wasm', { wasmThreads: false });
const networks = new StyleNetworks(modelFiles());
const encode = async (id: string) => networks.encode(await readArtwork(artwork(id), styleSize));
const codes = [await encode('great-wave'), await encode('village-street-in-auvers')] as const;
const photo = await readPicture(values.content, (own) => networkSize(own, size));
const statistics = [
  await networks.measure(photo, codes[0]),
  await networks.measure(photo, codes[1]),
] as const;
const maskOf = await openMask('people');
const nowhere = { data: Uint8Array.of(0), width: 1, height: 1 };
const everywhere = { data: Uint8Array.of(255), width: 1, height: 1 };

/** Box and Muller, from a generator that repeats. */
function noisy({ data, ...rest }: RgbaPicture, seed: number): RgbaPicture {
  let state = seed * 2654435761 + 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 4294967297;
  };
  const out = data.map((value, i) =>
    i % 4 === 3
      ? value
      : value + noise * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
  return { ...rest, data: out };
}

async function painted(frame: RgbaPicture, mask: typeof nowhere): Promise<RgbaPicture> {
  const modulation = networks.transformer.modulationOfTwo(codes, mask, frame, statistics);
  try {
    return await networks.render(frame, modulation);
  } finally {
    modulation.dispose();
  }
}

const kinds = ['two', 'first', 'second'] as const;
type Kind = (typeof kinds)[number];
const sums: Record<Kind, { edge: number; elsewhere: number }> = {
  two: { edge: 0, elsewhere: 0 },
  first: { edge: 0, elsewhere: 0 },
  second: { edge: 0, elsewhere: 0 },
};
let counts = { edge: 0, elsewhere: 0 };
let before: Record<Kind, RgbaPicture> | null = null;
for (let index = 0; index < frames; index++) {
  const frame = noisy(photo, index + 1);
  const mask = maskOf(frame, index / frameRate);
  const now: Record<Kind, RgbaPicture> = {
    two: await painted(frame, mask),
    first: await painted(frame, nowhere),
    second: await painted(frame, everywhere),
  };
  if (before) {
    const shares = secondShares(mask, photo);
    for (let i = 0; i < shares.length; i++) {
      const share = Number(shares[i]);
      const place = share > 0.05 && share < 0.95 ? 'edge' : 'elsewhere';
      counts = { ...counts, [place]: counts[place] + 3 };
      for (const kind of kinds)
        for (let c = i * 4; c < i * 4 + 3; c++)
          sums[kind][place] += Math.abs(Number(now[kind].data[c]) - Number(before[kind].data[c]));
    }
  }
  before = now;
}
networks.dispose();
for (const place of ['edge', 'elsewhere'] as const) {
  const [two, first, second] = kinds.map((kind) => sums[kind][place] / counts[place]) as [
    number,
    number,
    number,
  ];
  const alone = (first + second) / 2;
  const share = counts[place] / (counts.edge + counts.elsewhere);
  console.log(
    `${place} (${(100 * share).toFixed(1)} %): two ${two.toFixed(2)}, alone ${first.toFixed(2)} and ${second.toFixed(2)}, ratio ${(two / alone).toFixed(2)}`,
  );
}
