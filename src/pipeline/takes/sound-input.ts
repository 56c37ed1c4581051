/**
 * The microphone while a take is recorded: its samples go to the record worker, its level to the meter. Tracks may
 * change in the middle of a take (another camera); in between there is silence. Owns the audio context, not the tracks.
 */
import { delay } from '../../shared/async/abort';
import type { SoundInput as SoundLine } from '../../workers/record/record.protocol';
import type { SoundLevel, SoundOrder } from '../../workers/record/sound.worklet';
// The worklet is bundled like a worker and loaded by its address.
import workletUrl from '../../workers/record/sound.worklet?worker&url';

/** Channels that are recorded. */
const channels = 2;
/** An audio thread that has not started after this long, ms, will not: Firefox and WebKit wait for ever without a device. */
const longestStart = 3000;

/** Why nothing is heard of a microphone: the system took it away, or the browser does not connect it. */
export type SoundLoss = 'ended' | 'refused';

export interface SoundEvents {
  /** About 47 times a second: root mean square, 0..1. */
  readonly onLevel: (level: number) => void;
  /** There is silence from now on, until another track is listened to. */
  readonly onLost: (why: SoundLoss) => void;
}

export class SoundInput {
  readonly #context: AudioContext;
  readonly #node: AudioWorkletNode;
  readonly #onLost: SoundEvents['onLost'];
  /** What a recorder hears; stays over changes of the track. */
  #heard: MediaStreamAudioDestinationNode | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #track: MediaStreamTrack | null = null;

  private constructor(context: AudioContext, node: AudioWorkletNode, onLost: SoundEvents['onLost']) {
    this.#context = context;
    this.#node = node;
    this.#onLost = onLost;
  }

  /**
   * Call it in answer to a press: browsers start audio only then.
   * @throws DOMException when the browser has no audio worklets or refuses to start.
   */
  static async open({ onLevel, onLost }: SoundEvents): Promise<SoundInput> {
    const context = new AudioContext({ latencyHint: 'interactive' });
    try {
      await context.audioWorklet.addModule(workletUrl);
      const node = new AudioWorkletNode(context, 'sound-tap', {
        numberOfInputs: 1,
        numberOfOutputs: 0,
        channelCount: channels,
        channelCountMode: 'max',
      });
      node.port.onmessage = ({ data }: MessageEvent<SoundLevel>) => onLevel(data.level);
      const started = new AbortController();
      const tooLate = delay(longestStart, started.signal).then(() => {
        throw new DOMException('The audio thread does not start.', 'NotAllowedError');
      });
      try {
        await Promise.race([context.resume(), tooLate]);
      } finally {
        started.abort();
        tooLate.catch(() => undefined);
      }
      return new SoundInput(context, node, onLost);
    } catch (error) {
      await context.close().catch(() => undefined);
      throw error;
    }
  }

  /** Listens to `track` from now on, or to nothing. Never throws: what cannot be heard is told. */
  listen(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#letGo();
    this.#track = track;
    if (!track || track.readyState === 'ended') return;
    // Fires when the system takes it away, never for our own stop().
    track.addEventListener('ended', this.#ended, { once: true });
    try {
      // Firefox connects no microphone of another sample rate than the context's.
      this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
      this.#source.connect(this.#node);
      if (this.#heard) this.#source.connect(this.#heard);
    } catch {
      this.#onLost('refused');
    }
  }

  /** The line for the record worker; a new one ends the one before. */
  openLine(): SoundLine {
    const { port1, port2 } = new MessageChannel();
    const order: SoundOrder = { port: port1 };
    this.#node.port.postMessage(order, [port1]);
    // `latency` (s) is in the Media Capture spec and in Chromium, but not in the DOM library.
    const settings: MediaTrackSettings & { readonly latency?: number } = this.#track?.getSettings() ?? {};
    return {
      port: port2,
      sampleRate: this.#context.sampleRate,
      channels,
      latency: (settings.latency ?? 0) * 1e6,
    };
  }

  /** A stream of what is heard, for `MediaRecorder`: its one track stays when the microphone is another one. */
  openStream(): MediaStream {
    if (!this.#heard) {
      this.#heard = this.#context.createMediaStreamDestination();
      this.#source?.connect(this.#heard);
    }
    return this.#heard.stream;
  }

  /** Idempotent. */
  destroy(): void {
    this.#letGo();
    this.#node.port.onmessage = null;
    if (this.#context.state !== 'closed') void this.#context.close();
  }

  readonly #ended = (): void => this.#onLost('ended');

  #letGo(): void {
    this.#track?.removeEventListener('ended', this.#ended);
    this.#source?.disconnect();
    this.#source = this.#track = null;
  }
}
