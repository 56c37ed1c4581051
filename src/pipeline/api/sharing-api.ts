/** The interface between the elements and what goes out of the app as a file. Implemented by `Sharing`. */

export interface SharingApi {
  /** The look that is painted now as a style pack; null when there is none yet, or it failed (a notice says so). */
  pack(signal?: AbortSignal): Promise<File | null>;
  /** What is painted now as PNG, without keeping it; null when there is nothing (a notice says so). */
  picture(signal?: AbortSignal): Promise<Blob | null>;
}
