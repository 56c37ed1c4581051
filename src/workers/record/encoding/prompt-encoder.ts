/**
 * A video encoder that gives its pictures back soon, however many the browser's own likes to keep. Firefox on Linux
 * hands H.264 to x264, which looks 50 frames ahead even in `realtime` mode: at 7 frames a second nothing of a take is
 * on the disk for seven seconds. So where frames stay inside for long, the encoder is emptied (`flush`) behind each key
 * frame. Used by mediabunny in place of a bare `VideoEncoder`. Owns the `VideoEncoder`; `close()` ends it.
 */
import { CustomVideoEncoder, EncodedPacket, registerEncoder } from 'mediabunny';
import type { VideoCodec, VideoSample } from 'mediabunny';
import { required } from '../../../shared/assert';

/**
 * A frame may stay inside this long, µs by the frames' own time; two frames of a slow camera are no reason to flush.
 */
const longestStay = 450_000;
/** Frames that wait to be encoded at most. */
const longestQueue = 4;

/** Browsers may close an encoder that was idle for long, such as in a pause (WebCodecs, “Resource Reclamation”). */
function isReclaimed(error: DOMException): boolean {
  return error.name === 'QuotaExceededError' && /reclaimed/i.test(error.message);
}

export class PromptEncoder extends CustomVideoEncoder {
  static readonly #codecs = new Set<VideoCodec>();

  /** Encodes `codec` in this worker from now on. Only for codecs that the browser was found to encode. */
  static use(codec: VideoCodec): void {
    if (PromptEncoder.#codecs.size === 0) registerEncoder(PromptEncoder);
    PromptEncoder.#codecs.add(codec);
  }

  static override supports(codec: VideoCodec): boolean {
    return PromptEncoder.#codecs.has(codec);
  }

  #encoder: VideoEncoder | null = null;
  /** Durations, µs, of the frames inside, by timestamp, µs; in the order in which they went in. */
  readonly #inside = new Map<number, number>();
  #first = true;
  #flushing = false;
  /** Wakes who waits for the encoder. */
  #wake = (): void => undefined;

  override init(): void {
    this.#open();
  }

  override async encode(sample: VideoSample, { keyFrame = false }: VideoEncoderEncodeOptions): Promise<void> {
    const fresh = this.#encoder?.state !== 'configured';
    const encoder = fresh ? this.#open() : required(this.#encoder, 'an encoder');
    const frame = sample.toVideoFrame();
    try {
      encoder.encode(frame, { keyFrame: keyFrame || fresh });
      this.#inside.set(frame.timestamp, Math.round(sample.duration * 1e6));
    } finally {
      frame.close();
    }
    if (keyFrame) this.#empty(encoder, frame.timestamp);
    while (encoder.state === 'configured' && encoder.encodeQueueSize >= longestQueue) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  override async flush(): Promise<void> {
    if (this.#encoder?.state === 'configured') await this.#encoder.flush();
  }

  override close(): void {
    if (this.#encoder && this.#encoder.state !== 'closed') this.#encoder.close();
    this.#wake();
  }

  #open(): VideoEncoder {
    this.#inside.clear();
    this.#flushing = false;
    const encoder = new VideoEncoder({
      output: (chunk, meta) => this.#give(chunk, meta),
      error: (error) => {
        // The next frame opens it again; an idle encoder holds none.
        if (!isReclaimed(error)) this.onError(error);
        this.#wake();
      },
    });
    encoder.addEventListener('dequeue', () => this.#wake());
    // With H.264 as Annex B, mediabunny writes the decoder's configuration itself: in Firefox 153's own the header of each
    // parameter set is there twice (67 67, 68 68), which strict players refuse.
    const avc = this.codec === 'avc' ? { avc: { format: 'annexb' as const } } : undefined;
    encoder.configure({ ...this.config, ...avc });
    this.#encoder = encoder;
    return encoder;
  }

  /** Lets all frames out when the oldest is inside for too long at the time `now`, µs. */
  #empty(encoder: VideoEncoder, now: number): void {
    const [oldest = now] = this.#inside.keys();
    if (this.#flushing || now - oldest <= longestStay) return;
    this.#flushing = true;
    // Not awaited: frames go on coming in. A failure reaches the error callback too.
    void encoder
      .flush()
      .catch(() => undefined)
      .finally(() => {
        if (encoder === this.#encoder) this.#flushing = false;
      });
  }

  #give(chunk: EncodedVideoChunk, meta?: EncodedVideoChunkMetadata): void {
    const packet = EncodedPacket.fromEncodedChunk(chunk);
    const duration = (this.#inside.get(chunk.timestamp) ?? 0) / 1e6;
    this.#inside.delete(chunk.timestamp);
    // Some encoders call their first picture a delta, and it cannot be one.
    const type = this.#first ? 'key' : packet.type;
    this.#first = false;
    this.onPacket(packet.clone({ type, duration }), meta);
  }
}
