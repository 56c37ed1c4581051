/** The networks that ship, read from the repository's files. Node only. */
import { readFileSync } from 'node:fs';
import { entryOf, parseIndex } from '../../src/pipeline/engine/model-index';
import type { ModelName } from '../../src/pipeline/engine/model-index';
import type { ModelFiles } from '../../src/workers/networks/types';

const root = new URL('../../', import.meta.url);

/** A repository file as its own ArrayBuffer. */
export function fileBytes(path: string): ArrayBuffer {
  return new Uint8Array(readFileSync(new URL(path, root))).buffer;
}

function shipped(name: ModelName): ArrayBuffer {
  const index = parseIndex(new TextDecoder().decode(fileBytes('public/models/models.json')));
  return fileBytes(`public/models/${entryOf(index, name).file}`);
}

/** The shipped networks of live mode. */
export function modelFiles(): ModelFiles {
  return {
    transformer: shipped('transformer'),
    styleHead: shipped('styleHead'),
    lossNetwork: shipped('lossNetwork'),
  };
}

/** The shipped network that HQ stills are optimised through. */
export function perceptualNetwork(): ArrayBuffer {
  return shipped('perceptualNetwork');
}
