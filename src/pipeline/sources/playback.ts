import type { SourceState } from '../api/session-state';

/** Whether a file that moves is playing: what the person wants, and, apart from that, whether the page sleeps. */
export class Playback {
  readonly #name: string;
  readonly #onChange: () => void;
  #playing = true;
  #asleep = false;

  /** @param name of the file @param onChange called after each change: `runs` may be another */
  constructor(name: string, onChange: () => void) {
    this.#name = name;
    this.#onChange = onChange;
  }

  /** What the person wants. */
  get playing(): boolean {
    return this.#playing;
  }

  /** Frames come. */
  get runs(): boolean {
    return this.#playing && !this.#asleep;
  }

  get state(): SourceState {
    return { kind: 'video', name: this.#name, playing: this.#playing, asleep: this.#asleep };
  }

  toggle(): void {
    this.#playing = !this.#playing;
    this.#onChange();
  }

  /** The browser does not let it play until the person asks. */
  refused(): void {
    this.#playing = false;
  }

  sleep(asleep: boolean): void {
    if (this.#asleep === asleep) return;
    this.#asleep = asleep;
    this.#onChange();
  }
}
