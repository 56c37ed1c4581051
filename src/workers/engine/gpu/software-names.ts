/** Telling by its name a GPU whose work the processor does. */

const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i;

/** @param name of a WebGPU adapter or a WebGL renderer, as the browser tells it */
export function isSoftwareName(name: string): boolean {
  return softwareNames.test(name);
}
