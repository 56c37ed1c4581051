/** Which networks made a style code: codes mean something only to them. */
import { canHash, sha256 } from '../../shared/files/sha256';
import type { ModelFiles } from '../../workers/networks/types';

/**
 * Hexadecimal SHA-256 of the networks that make style codes. Empty outside of secure contexts: there codes are never
 * taken over.
 */
export async function networkHash({
  lossNetwork,
  styleHead,
}: Pick<ModelFiles, 'lossNetwork' | 'styleHead'>): Promise<string> {
  return canHash() ? sha256(await new Blob([lossNetwork, styleHead]).arrayBuffer()) : '';
}
