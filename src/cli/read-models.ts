/** The shipped networks, from the repository's `public/models`. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ImpastoError } from '../shared/errors';
import { sha256 } from '../shared/files/sha256';
import { entryOf, parseIndex } from '../pipeline/engine/model-index';
import type { ModelName } from '../pipeline/engine/model-index';
import type { ModelFiles } from '../workers/networks/types';

const modelFolder = fileURLToPath(new URL('../../public/models/', import.meta.url));

/** One shipped network, verified as in the browser. @throws ImpastoError `model-corrupt`, `model-download`. */
async function readModel(name: ModelName): Promise<ArrayBuffer> {
  const index = parseIndex(await readFile(join(modelFolder, 'models.json'), 'utf8'));
  const { file, sha256: hash } = entryOf(index, name);
  const bytes = new Uint8Array(await readFile(join(modelFolder, file)));
  if ((await sha256(bytes)) !== hash) {
    throw new ImpastoError('model-corrupt', `The model file ${file} is damaged.`);
  }
  return bytes.buffer;
}

/** The networks of live mode. @throws ImpastoError `model-corrupt`, `model-download`. */
export async function readModels(): Promise<ModelFiles> {
  const [transformer, styleHead, lossNetwork] = await Promise.all([
    readModel('transformer'),
    readModel('styleHead'),
    readModel('lossNetwork'),
  ]);
  return { transformer, styleHead, lossNetwork };
}

/** The network HQ stills are optimised through. @throws as `readModels`. */
export function readPerceptualNetwork(): Promise<ArrayBuffer> {
  return readModel('perceptualNetwork');
}
