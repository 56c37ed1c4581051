/** What a remote control of mirror mode can do, whatever it is: keys, a gamepad, media keys, the buttons on the screen. */
export interface Remote {
  readonly step: (step: -1 | 1) => void;
  /** Holds the style, or lets styles change again. */
  readonly toggleHold: () => void;
  /** Takes a photo at once. */
  readonly photo: () => void;
  /** Counts down, then takes a photo; once more calls it off. */
  readonly countDown: () => void;
  readonly toggleFullScreen: () => void;
  /** Shows the way out; once more is it. */
  readonly wayOut: () => void;
}
