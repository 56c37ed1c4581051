/** The one error type Impasto throws on purpose; `code` says what to do about it, `message` is fit to be shown. */

/** What went wrong, for code that reacts to it. The sentence for the user is in `message`. */
export type ImpastoErrorCode =
  /** A caller's argument is out of its legal range; the message names the field and the range. */
  | 'invalid-argument'
  /** A picture cannot be decoded. */
  | 'unreadable-picture'
  /** A HEIC photo, in a browser that decodes none. */
  | 'unreadable-heic'
  /** An artwork, picture or video could not be fetched: offline, or gone from the server. */
  | 'unreachable-picture'
  /** A style pack is damaged, altered, too large or something else. */
  | 'unreadable-pack'
  /** A model file could not be fetched (offline, 404, 5xx). Worth a retry. */
  | 'model-download'
  /** A model file's length or SHA-256 is wrong, also after a second download. */
  | 'model-corrupt'
  /** A model file is not the safetensors file, or not the network, that it should be. */
  | 'model-format'
  /** No backend passed the probe; the message lists each refusal. */
  | 'no-backend'
  /** The GPU device, its context or the worker is gone; make a new engine. */
  | 'engine-lost'
  /** The engine, or its start, gave no sign of life in time; take another backend. */
  | 'engine-silent'
  /** One job failed; the engine still works. */
  | 'engine-failed'
  /**
   * `present` or `snapshot` was called while another frame was in flight, or before any frame; or a second HQ still was
   * started.
   */
  | 'engine-busy'
  /** The object was destroyed. */
  | 'destroyed'
  /** The camera was refused by the user or a policy. */
  | 'camera-denied'
  /** There is no camera, or none that fits. */
  | 'camera-absent'
  /** Another program holds the camera. */
  | 'camera-busy'
  /** The camera stopped by itself. */
  | 'camera-ended'
  /** A browser feature that is needed is missing. */
  | 'unsupported'
  /** Local storage (IndexedDB, Cache Storage, the private file system) refused. */
  | 'storage'
  /** Local storage is full. */
  | 'storage-full'
  /** A video file cannot be read; the message says why. */
  | 'unreadable-video'
  /** A part of the app could not be fetched: offline before all is kept, or a flaky network. Worth a retry. */
  | 'missing-part'
  /** A worker crashed. */
  | 'worker-lost'
  /** One job of a worker failed; the worker still works. */
  | 'worker-failed';

/** An error with a code and, where there is one, the error that caused it. AbortError is never wrapped in this. */
export class ImpastoError extends Error {
  override readonly name = 'ImpastoError';
  readonly code: ImpastoErrorCode;

  constructor(code: ImpastoErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** True when `error` is an `ImpastoError`, with this code if one is given. */
export function isImpastoError(error: unknown, code?: ImpastoErrorCode): error is ImpastoError {
  return error instanceof ImpastoError && (code === undefined || error.code === code);
}
