/** How much memory an HQ still may take on this device. */

/** What browsers that tell nothing (Safari, Firefox) are taken to have, GB: phones and others. */
const unknownPhone = 3;
const unknownComputer = 6;
/** Share of the memory; the rest belongs to the system, the page and the pictures. */
const share = 0.2;
/** The heap of tfjs's wasm backend ends at 2 GB. */
const most = 1.5e9;

/** Bytes. `navigator.deviceMemory` (Device Memory API) is coarse on purpose: 0.25 to 8 GB. */
export function memoryBudget(): number {
  const told = (navigator as Navigator & { readonly deviceMemory?: number }).deviceMemory;
  const guessed = matchMedia('(pointer: coarse)').matches ? unknownPhone : unknownComputer;
  return Math.min(most, (told ?? guessed) * 1e9 * share);
}
