/** `npm run gallery:codes`: reads the style codes of the gallery's artworks with the shipped networks, and writes their file. */
import { writeFileSync } from 'node:fs';
import { WasmPainter } from '../../src/cli/painters/wasm-painter';
import { networkHash } from '../../src/pipeline/engine/network-hash';
import { gallery } from '../../src/pipeline/library/gallery';
import { galleryCodesFile } from '../../src/pipeline/library/gallery-codes';
import { writeSafetensors } from '../../src/workers/networks/files/write-safetensors';
import { galleryCode } from './gallery-code';
import { modelFiles } from '../networks/shipped-networks';

const painter = await WasmPainter.create(modelFiles());
const tensors = [];
for (const { id } of gallery) {
  const data = await galleryCode(painter, id);
  tensors.push([id, { shape: [data.length], data }] as const);
}
painter.dispose();
const file = writeSafetensors(tensors, { network: await networkHash(modelFiles()) });
writeFileSync(new URL(`../../public/${galleryCodesFile}`, import.meta.url), new Uint8Array(file));
console.log(`public/${galleryCodesFile}: ${tensors.length} codes, ${file.byteLength} bytes`);
