/** The gallery's codes are those of the shipped networks, and count for no others. */
import { expect, test, vi } from 'vitest';
import { WasmPainter } from '../../../../src/cli/painters/wasm-painter';
import { networkHash } from '../../../../src/pipeline/engine/network-hash';
import { gallery } from '../../../../src/pipeline/library/gallery';
import { GalleryCodes, galleryCodesFile } from '../../../../src/pipeline/library/gallery-codes';
import { parseSafetensors } from '../../../../src/workers/networks/files/safetensors';
import { writeSafetensors } from '../../../../src/workers/networks/files/write-safetensors';
import { fileBytes, modelFiles } from '../../../../tools/networks/shipped-networks';
import { galleryCode } from '../../../../tools/styles/gallery-code';

test('the file holds every artwork’s code by the shipped networks (else: npm run gallery:codes)', async () => {
  const { tensors, metadata } = parseSafetensors(fileBytes(`public/${galleryCodesFile}`));
  expect(metadata['network']).toBe(await networkHash(modelFiles()));
  expect([...tensors.keys()].sort()).toEqual(gallery.map(({ id }) => id).sort());
  const painter = await WasmPainter.create(modelFiles());
  for (const id of ['great-wave', 'lion']) {
    const fresh = await galleryCode(painter, id);
    const kept = tensors.get(id)?.data ?? [];
    expect(kept).toHaveLength(100);
    for (const [i, value] of fresh.entries()) expect(kept[i]).toBeCloseTo(value, 3);
  }
  painter.dispose();
});

test('codes of other networks, and those that cannot be had, are no codes; the file is asked for again', async () => {
  const data = Float32Array.from({ length: 100 }, (_, i) => i);
  const file = writeSafetensors([['lion', { shape: [100], data }]], { network: 'ours' });
  const answers = [
    () => Promise.reject(new TypeError('offline')),
    () => Promise.resolve(new Response('', { status: 404 })),
    () => Promise.resolve(new Response('no tensors')),
    () => Promise.resolve(new Response(file)),
  ];
  const fetched = vi.fn(() => answers.shift()?.() ?? Promise.reject(new Error('asked once too often')));
  vi.stubGlobal('fetch', fetched);
  const codes = new GalleryCodes();
  codes.load();
  for (let i = 0; i < 3; i++) expect(await codes.code('lion', 'ours')).toBeNull();
  expect(await codes.code('lion', 'ours')).toEqual(data);
  expect(await codes.code('lion', 'theirs')).toBeNull();
  expect(await codes.code('spring', 'ours')).toBeNull();
  expect(await codes.code('lion', '')).toBeNull();
  expect(fetched).toHaveBeenCalledTimes(4);
});
