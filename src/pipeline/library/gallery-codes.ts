/**
 * The style codes of the gallery's artworks, read beforehand: a style of the gallery is shown without loading its
 * artwork and without running the style encoder. `npm run gallery:codes` writes the file after new networks.
 */
import { Retried } from '../../shared/async/retried';
import { ImpastoError } from '../../shared/errors';
import type { StyleCode } from '../../workers/networks/types';

/** Under `public`: a tensor [100] for each artwork by its id, and as metadata `network` whose codes they are. */
export const galleryCodesFile = 'styles/codes.safetensors';

export class GalleryCodes {
  readonly #file = new Retried(async () => {
    const response = await fetch(`./${galleryCodesFile}`);
    if (!response.ok)
      throw new ImpastoError('unreachable-picture', `The server answered ${response.status}.`);
    const { parseSafetensors } = await import('../../workers/networks/files/safetensors');
    return parseSafetensors(await response.arrayBuffer(), galleryCodesFile);
  });

  /** Starts loading: the codes are wanted as soon as the engine runs. */
  load(): void {
    void this.#file.get().catch(() => undefined);
  }

  /**
   * @param network hash of the networks that run
   * @returns null where there is no code by these networks, or none can be had: then the artwork is read.
   */
  async code(id: string, network: string): Promise<StyleCode | null> {
    const file = await this.#file.get().catch(() => null);
    if (!file || network === '' || file.metadata['network'] !== network) return null;
    const tensor = file.tensors.get(id);
    return tensor?.dtype === 'F32' ? tensor.data : null;
  }
}
