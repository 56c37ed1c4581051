/** HEIC photos, as phones take them: most browsers cannot decode them. */

/** Brands of HEIF files with HEVC pictures (ISO/IEC 23008-12, annex B), and of any (`mif1`, `msf1`). */
const brands = /^ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)/;

/** By the file's first bytes. */
export async function isHeic(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(4, 12).arrayBuffer());
  return brands.test(String.fromCharCode(...head));
}
