/** Short ticks under the finger (Vibration API); nothing where the device has none. */

/** @param ms length of the tick. */
export function tick(ms = 12): void {
  // Safari has no such method, whatever the typings promise.
  if ('vibrate' in navigator) navigator.vibrate(ms);
}
