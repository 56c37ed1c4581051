/** The pictures of one HQ run, kept small for the film of it: JPEG files instead of pixels. */
import { context2d } from '../../shared/pictures/context-2d';
import { FilmPictures } from '../../shared/film';
import type { RgbaPicture } from '../../shared/picture';

/** Of the JPEG files, 0..1: the film is encoded once more. */
const quality = 0.92;

export class PaintingFilm {
  readonly #pictures = new FilmPictures<Promise<Blob>>();

  /** True when there is a picture to begin with. */
  get ready(): boolean {
    return this.#pictures.all.length > 0;
  }

  /** A picture of the run, or the one it begins with. */
  add(picture: RgbaPicture): void {
    this.#pictures.add(() => {
      const file = encode(picture);
      // Told by `files`, if anybody asks for them.
      file.catch(() => undefined);
      return file;
    });
  }

  clear(): void {
    this.#pictures.clear();
  }

  /** All pictures as files, and `finished` at the end. @throws DOMException when the browser cannot encode them */
  async files(finished: RgbaPicture): Promise<Blob[]> {
    return Promise.all([...this.#pictures.all, encode(finished)]);
  }
}

async function encode({ data, width, height }: RgbaPicture): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  // Not on the GPU: reading it back would hold the page up.
  const context = context2d(canvas, { willReadFrequently: true });
  context.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}
