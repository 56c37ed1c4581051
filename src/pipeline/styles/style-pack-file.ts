/** How style packs are told from other files. Apart from their format, which is loaded when one is there. */

/** Ending of a pack's file name. */
export const packEnding = '.impasto';

export const packType = 'application/x-impasto-style';

/** True when a file calls itself a style pack. */
export function isStylePack(file: Blob): boolean {
  const name = file instanceof File ? file.name : '';
  return file.type === packType || name.toLowerCase().endsWith(packEnding);
}
