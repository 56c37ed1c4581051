/** The shipped networks, from the repository's `public/models`. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ImpastoError } from '../shared/errors';
import { sha256 } from '../shared/files/sha256';
import { parseIndex } from '../pipeline/engine/model-store';
import type { ModelFiles } from '../workers/networks/types';

const modelFolder = fileURLToPath(new URL('../../public/models/', import.meta.url));

/** The shipped networks, verified as in the browser. @throws ImpastoError `model-corrupt`, `model-download`. */
export async function readModels(): Promise<ModelFiles> {
  const index = parseIndex(await readFile(join(modelFolder, 'models.json'), 'utf8'));
  const read = async (name: keyof ModelFiles): Promise<ArrayBuffer> => {
    const { file, sha256: hash } = index[name];
    const bytes = new Uint8Array(await readFile(join(modelFolder, file)));
    if ((await sha256(bytes)) !== hash) {
      throw new ImpastoError('model-corrupt', `The model file ${file} is damaged.`);
    }
    return bytes.buffer;
  };
  const [transformer, styleHead, lossNetwork] = await Promise.all([
    read('transformer'),
    read('styleHead'),
    read('lossNetwork'),
  ]);
  return { transformer, styleHead, lossNetwork };
}
