/** What goes out of the app as a file. Implemented by `Sharing`. */

export interface SharingApi {
  /** The look that is painted now as a style pack; null when there is none yet, or it failed (a notice says so). */
  pack(signal?: AbortSignal): Promise<File | null>;
}
