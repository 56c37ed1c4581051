/** Writes the film of a run with ffmpeg: its pictures fade into each other, towards the finished one. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { required } from '../shared/assert';
import { filmFrameRate, filmFrames, FilmPictures } from '../shared/film';
import { evenSize } from '../shared/picture';
import type { RgbaPicture, Size } from '../shared/picture';
import { toFloatPicture, toRgbaPicture } from '../workers/hq/picture/float-picture';
import { resample } from '../workers/hq/picture/resample';
import { FrameWriter } from './video/frame-writer';

/** Long side of the film, px. */
const longSide = 720;
/** A picture of the run is looked at this often, ms. */
const everyMs = 500;

function resized(picture: RgbaPicture, size: Size): RgbaPicture {
  return toRgbaPicture(resample(toFloatPicture(picture), size));
}

/** @param share of `b`, 0..1 */
function blend(a: RgbaPicture, b: RgbaPicture, share: number): RgbaPicture {
  return { ...a, data: a.data.map((value, index) => value + share * (Number(b.data[index]) - value)) };
}

export class RunFilm {
  readonly #pictures = new FilmPictures<RgbaPicture>();
  #lookedAt = -Infinity;

  /** Call it after each iteration. @param picture asked for now and then */
  watch(picture: () => RgbaPicture | undefined): void {
    if (performance.now() - this.#lookedAt < everyMs) return;
    const now = picture();
    if (!now) return;
    this.#lookedAt = performance.now();
    this.#pictures.add(() => resized(now, evenSize(now, longSide)));
  }

  /** @throws ImpastoError `storage` when ffmpeg cannot write it. */
  async write(path: string, finished: RgbaPicture): Promise<void> {
    const size = evenSize(finished, longSide);
    const pictures = [...this.#pictures.all, finished].map((picture) => resized(picture, size));
    await mkdir(dirname(path), { recursive: true });
    const writer = new FrameWriter(path, size, filmFrameRate);
    try {
      for (const { index, share } of filmFrames(pictures.length)) {
        const from = required(pictures[index], 'a picture');
        const to = pictures[index + 1];
        await writer.write(to && share > 0 ? blend(from, to, share) : from);
      }
      await writer.finish();
    } finally {
      writer.destroy();
    }
  }
}
