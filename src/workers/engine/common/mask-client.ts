/**
 * The engine's end of the line to the segment worker: asks for the masks of frames and pictures. Owns its port;
 * `close()` frees it. Frames stay the caller's: what is sent is a copy.
 */
import { delay } from '../../../shared/async/abort';
import { shrunkSize } from '../../../shared/picture';
import type { MaskReply, MaskRequest } from '../../segment/segment.protocol';
import { sourceCrop } from '../../networks/pixels/source-canvas';
import type { PersonMask, PictureSource, Placement } from '../../networks/types';

/** Masks of moving frames are asked for this often at most, ms. */
const everyMs = 100;

/**
 * Where frames are further apart than this, ms, each waits for its own mask: it takes less, and the one before is out
 * of date.
 */
const slowMs = 80;

/** A mask that takes longer than this is not waited for, ms. Long: an engine on the processor may be busy that long. */
const patienceMs = 5000;

/** Long side of the bitmaps that are sent, px: twice what the network sees. */
const sentSide = 512;

export class MaskClient {
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, (mask: PersonMask | null) => void>();
  #nextId = 1;
  #latest: PersonMask | null = null;
  /** The request for a moving frame that is under way. */
  #asked: Promise<void> | undefined;
  #askedAt = -Infinity;
  #followedAt = -Infinity;
  #scene = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<MaskReply>) => {
      this.#waiting.get(data.id)?.(data.mask);
      this.#waiting.delete(data.id);
    };
  }

  /**
   * The mask for a frame that is shown: its own where frames come slowly, after a cut (else all of it would flash up
   * painted) or where `own` asks for it; else the newest there is; null while there is none. Reads `frame` before it
   * returns.
   */
  async follow(
    frame: VideoFrame | ImageBitmap,
    placement: Placement,
    own: boolean,
  ): Promise<PersonMask | null> {
    const now = performance.now();
    const waits = own || placement.cut === true || now - this.#followedAt > slowMs;
    this.#followedAt = now;
    if (placement.cut === true) {
      this.#latest = null;
      this.#asked = undefined;
      this.#scene += 1;
    }
    if (!this.#asked && (waits || now - this.#askedAt >= everyMs)) {
      this.#askedAt = now;
      const scene = this.#scene;
      const asked = this.#ask(frame, placement, this.#latest ? 'next' : 'cut')
        .then((mask) => {
          if (this.#scene === scene) this.#latest = mask;
        })
        // A frame that cannot be sent keeps the mask there is: the next one asks again.
        .catch(() => undefined)
        .finally(() => {
          if (this.#asked === asked) this.#asked = undefined;
        });
      this.#asked = asked;
    }
    if (waits) await this.#asked;
    return this.#latest;
  }

  /** The mask of a picture by itself. */
  async of(picture: PictureSource, placement: Placement): Promise<PersonMask | null> {
    return this.#ask(picture, placement, 'alone');
  }

  /** Idempotent. Whoever waits gets no mask. */
  close(): void {
    this.#port.close();
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
    this.#latest = null;
  }

  async #ask(
    picture: PictureSource,
    placement: Placement,
    kind: MaskRequest['kind'],
  ): Promise<PersonMask | null> {
    const id = this.#nextId++;
    const { mirror } = placement;
    const crop = sourceCrop(picture, placement);
    const aspect = crop.width / crop.height;
    const patience = new AbortController();
    try {
      const answer = new Promise<PersonMask | null>((resolve) => this.#waiting.set(id, resolve));
      const send = (request: Pick<MaskRequest, 'frame' | 'crop'>): void =>
        this.#port.postMessage({ id, aspect, mirror, kind, ...request } satisfies MaskRequest, [
          request.frame,
        ]);
      if ('displayWidth' in picture) send({ frame: picture.clone(), crop });
      else {
        const { width, height } = shrunkSize(crop, sentSide);
        const source =
          'data' in picture ? new ImageData(picture.data, picture.width, picture.height) : picture;
        const frame = await createImageBitmap(source, crop.x, crop.y, crop.width, crop.height, {
          resizeWidth: width,
          resizeHeight: height,
        });
        send({ frame, crop: { x: 0, y: 0, width, height } });
      }
      return await Promise.race([answer, delay(patienceMs, patience.signal).then(() => null)]);
    } finally {
      patience.abort();
      this.#waiting.delete(id);
    }
  }
}
