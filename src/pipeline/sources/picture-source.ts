/** A picture file as a source with one frame. Owns its bitmap. */
import { context2d } from '../../shared/pictures/context-2d';
import { isImpastoError } from '../../shared/errors';
import type { Size } from '../../shared/picture';
import { decodePicture } from './decode-picture';
import { SourceError } from './frame-source';
import type { OpenSource } from './frame-source';
import type { SourceState } from '../api/session-state';
import type { FrameSource as Frame } from '../../workers/networks/types';

/** Largest long side kept of a picture, px: more than any live detail needs. */
const maxSide = 2048;

/** @throws SourceError `picture-unreadable`, `picture-heic`; AbortError when `signal` aborts. */
export async function openPicture(file: File, signal?: AbortSignal): Promise<OpenSource> {
  try {
    return new PictureSource(file, await decodePicture(file, maxSide, signal));
  } catch (error) {
    if (isImpastoError(error)) {
      const problem = error.code === 'unreadable-heic' ? 'picture-heic' : 'picture-unreadable';
      throw new SourceError(problem, error.message, { cause: error });
    }
    throw error;
  }
}

class PictureSource implements OpenSource {
  readonly state: SourceState;
  readonly preview: HTMLCanvasElement;
  readonly size: Size;
  readonly moving = false;
  readonly original: Blob;
  readonly #bitmap: ImageBitmap;

  constructor(file: File, bitmap: ImageBitmap) {
    this.state = { kind: 'picture', name: file.name };
    this.original = file;
    this.#bitmap = bitmap;
    this.size = { width: bitmap.width, height: bitmap.height };
    this.preview = document.createElement('canvas');
    this.preview.width = bitmap.width;
    this.preview.height = bitmap.height;
    const context = context2d(this.preview);
    context.drawImage(bitmap, 0, 0);
  }

  grab(): Promise<Frame> {
    return createImageBitmap(this.#bitmap);
  }

  sleep(): void {
    // A picture has nothing to stop.
  }

  destroy(): void {
    this.#bitmap.close();
    this.preview.width = this.preview.height = 0;
  }
}
