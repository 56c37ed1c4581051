/**
 * Media keys and the system's media controls as remote (W3C Media Session). Browsers give them to a page that plays
 * sound: silence is played, where that takes the sound from nobody. On phones it would stop the music of another app, so
 * there only what gets through without it works. Owns the silence; the host's disconnecting ends it.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StyleEntry } from '../../pipeline/api/session-state';
import type { Remote } from './remote';

/** Chrome gives media keys to sounds of more than 5 s only. */
const silenceSeconds = 6;
const sampleRate = 8000;

export class MediaRemote implements ReactiveController {
  readonly #remote: Remote;
  readonly #held: () => boolean;
  #silence: HTMLAudioElement | null = null;
  #shown = '';

  /** @param held whether the style is held, asked when a key comes */
  constructor(host: ReactiveControllerHost, remote: Remote, held: () => boolean) {
    this.#remote = remote;
    this.#held = held;
    host.addController(this);
  }

  hostConnected(): void {
    if (!('mediaSession' in navigator)) return;
    const hold = (held: boolean) => () => {
      if (this.#held() !== held) this.#remote.toggleHold();
    };
    navigator.mediaSession.setActionHandler('nexttrack', () => this.#remote.step(1));
    navigator.mediaSession.setActionHandler('previoustrack', () => this.#remote.step(-1));
    navigator.mediaSession.setActionHandler('pause', hold(true));
    navigator.mediaSession.setActionHandler('play', hold(false));
    if (matchMedia('(pointer: coarse)').matches) return;
    const silence = (this.#silence = new Audio(URL.createObjectURL(silentWav())));
    silence.loop = true;
    this.#play();
    // Before the first press browsers may refuse to play anything.
    window.addEventListener('pointerdown', this.#play);
    window.addEventListener('keydown', this.#play);
  }

  hostDisconnected(): void {
    window.removeEventListener('pointerdown', this.#play);
    window.removeEventListener('keydown', this.#play);
    const silence = this.#silence;
    this.#silence = null;
    if (silence) {
      silence.pause();
      URL.revokeObjectURL(silence.src);
      silence.removeAttribute('src');
    }
    if (!('mediaSession' in navigator)) return;
    for (const action of ['nexttrack', 'previoustrack', 'pause', 'play'] as const)
      navigator.mediaSession.setActionHandler(action, null);
    navigator.mediaSession.metadata = null;
    navigator.mediaSession.playbackState = 'none';
    this.#shown = '';
  }

  /** What the system's controls show. */
  show(style: StyleEntry | undefined): void {
    if (!('mediaSession' in navigator)) return;
    navigator.mediaSession.playbackState = this.#held() ? 'paused' : 'playing';
    if (!style || style.id === this.#shown) return;
    this.#shown = style.id;
    const { title, artist, thumbnailUrl } = style;
    const artwork = [{ src: new URL(thumbnailUrl, location.href).href }];
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album: 'Impasto', artwork });
  }

  readonly #play = (): void => {
    if (this.#silence?.paused === true) void this.#silence.play().catch(() => undefined);
  };
}

/** RIFF WAVE, 8 bits, one channel: the middle of the range is silence. */
function silentWav(): Blob {
  const samples = new Uint8Array(silenceSeconds * sampleRate).fill(128);
  const head = new DataView(new ArrayBuffer(44));
  const text = (at: number, letters: string): void =>
    Array.from(letters).forEach((letter, index) => head.setUint8(at + index, letter.charCodeAt(0)));
  text(0, 'RIFF');
  head.setUint32(4, 36 + samples.length, true);
  text(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, sampleRate, true);
  head.setUint32(28, sampleRate, true);
  head.setUint16(32, 1, true);
  head.setUint16(34, 8, true);
  text(36, 'data');
  head.setUint32(40, samples.length, true);
  return new Blob([head, samples], { type: 'audio/wav' });
}
