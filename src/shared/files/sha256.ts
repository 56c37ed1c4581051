/** SHA-256 as hexadecimal text, by the platform's Web Crypto (browsers, workers, Node). */

/** False outside of secure contexts (http on a LAN address), where there is no Web Crypto. */
export function canHash(): boolean {
  return (globalThis.crypto as Partial<Crypto>).subtle !== undefined;
}

/**
 * 64 hexadecimal digits, in lower case, of the bytes' SHA-256.
 * @throws TypeError where {@link canHash} is false.
 */
export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
