/**
 * Which of the app's files are kept when they are first used, not with the rest of a release: not everybody needs them.
 * Pure; the build asks it too.
 */

/** @param url relative to the app. The network that finds people, and its runtime. */
export function isOnDemand(url: string): boolean {
  return /^assets\/(tflite-simd|selfie_segmentation)[^/]*\.(wasm|tflite)$/.test(url);
}
