/** The two kinds of repeating pictures: a GIF (GIF89a), which goes everywhere, and an animated WebP, small and in full colour. */
import { GIFEncoder, applyPalette, quantize } from 'gifenc';
import { ImpastoError } from '../../shared/errors';
import type { LoopFormat } from './convert.protocol';
import { AnimatedWebp } from './animated-webp';

/** A repeating picture in the making. */
export interface LoopFile {
  /** Takes what the canvas shows as the next frame. */
  add(canvas: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D): Promise<void>;
  bytes(): Uint8Array<ArrayBuffer>;
}

interface Kind {
  /** ms between frames. */
  readonly delay: number;
  /** Long side at most, px. */
  readonly longSide: number;
  readonly open: (width: number, height: number) => LoopFile;
}

/** Quality of a WebP frame, 0..1. */
const webpQuality = 0.8;

export const loopKinds: Readonly<Record<LoopFormat, Kind>> = {
  // GIF counts in hundredths of a second, and grows quickly.
  gif: { delay: 80, longSide: 480, open: openGif },
  webp: { delay: 50, longSide: 640, open: openWebp },
};

function openGif(width: number, height: number): LoopFile {
  const gif = GIFEncoder();
  return {
    async add(_canvas, context) {
      const { data } = context.getImageData(0, 0, width, height);
      const palette = quantize(data, 256);
      const { delay } = loopKinds.gif;
      gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay, repeat: 0 });
      return Promise.resolve();
    },
    bytes() {
      gif.finish();
      return gif.bytes();
    },
  };
}

function openWebp(width: number, height: number): LoopFile {
  const webp = new AnimatedWebp(width, height);
  return {
    async add(canvas) {
      const still = await canvas.convertToBlob({ type: 'image/webp', quality: webpQuality });
      // A browser without the encoder gives PNG instead (HTML spec).
      if (still.type !== 'image/webp') throw new ImpastoError('unsupported', 'This browser writes no WebP.');
      webp.add(new Uint8Array(await still.arrayBuffer()), loopKinds.webp.delay);
    },
    bytes: () => webp.bytes(),
  };
}
