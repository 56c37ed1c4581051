import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { canHash, sha256 } from '../../../src/shared/files/sha256';

describe('sha256', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('gives the digest of FIPS 180-2, appendix B.1', async () => {
    expect(await sha256(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  test('agrees with OpenSSL on any bytes, also on a window of a buffer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(20), async (bytes, skipped) => {
        const view = new Uint8Array(bytes).subarray(skipped);
        expect(await sha256(view)).toBe(createHash('sha256').update(view).digest('hex'));
      }),
    );
  });

  test('says where there is no Web Crypto', () => {
    expect(canHash()).toBe(true);
    vi.stubGlobal('crypto', {});
    expect(canHash()).toBe(false);
  });
});
