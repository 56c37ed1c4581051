/** Lets what is behind the page be seen where it shows no picture, for streaming software that has nothing behind it. */

/** Through the CSSOM: the Content Security Policy forbids style attributes. @param on false restores the page. */
export function seeThrough(on: boolean): void {
  for (const { style } of [document.documentElement, document.body]) {
    style.background = on ? 'transparent' : '';
    // A dark page would be given a dark ground by the browser itself.
    style.colorScheme = on ? 'normal' : '';
  }
}
