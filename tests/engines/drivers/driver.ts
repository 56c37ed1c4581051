/** One page in one browser that is not Chromium, as the walks see it: the few things that every engine's driver can do. */

import type { Evaluates } from '../../../tools/app/evaluates';

export interface Driver extends Evaluates {
  /** Engine and version, as the browser tells them. */
  readonly version: string;
  /** Runs a script's source in the page; the page's policy does not count for it. */
  inject(source: string): Promise<void>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Presses and lets go of the pointer. CSS px from the top left corner of what is seen of the page. */
  tap(x: number, y: number): Promise<void>;
  /** Presses and lets go of a key, named as in `KeyboardEvent.key`. */
  key(name: 'Escape' | 'Enter'): Promise<void>;
  /** Gives a file to the `<input type="file">` with this `data-testid`, wherever it is. @param file absolute path */
  setFile(testId: string, file: string): Promise<void>;
  /** Size of what is seen of the page, CSS px. */
  resize(width: number, height: number): Promise<void>;
  /** @param file path of the PNG file to write */
  screenshot(file: string): Promise<void>;
  /** What the page has complained about since the browser started: errors in the console, exceptions, the policy. */
  complaints(): readonly string[];
  /** Ends the browser as a person does: what it keeps is written. */
  close(): Promise<void>;
  /** Ends the browser as a crash does: at once, with no word to it. */
  kill(): Promise<void>;
}

/** Where a browser keeps its things. Both folders exist. */
export interface Places {
  readonly profile: string;
  readonly downloads: string;
}
