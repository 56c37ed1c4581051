/**
 * Makes the pictures that HQ stills are judged by: a pair's live picture, and what each preset makes of it through our
 * network or through VGG-19, on wasm with one thread. Owns the networks; `dispose()` frees them.
 */
import { readArtwork, readPicture } from '../../src/cli/picture-files';
import type { RgbaPicture, Size } from '../../src/shared/picture';
import type { FeatureNetwork } from '../../src/workers/hq/loss/feature-network';
import { loadFeatureNetwork } from '../../src/workers/hq/loss/load-feature-network';
import { HqRun } from '../../src/workers/hq/run/hq-run';
import { stillSettings } from '../../src/workers/hq/settings';
import type { PresetName, StillOverrides } from '../../src/workers/hq/settings';
import { StyleNetworks, styleSize } from '../../src/workers/networks/nets/style-networks';
import { modelFiles, perceptualNetwork } from '../../tools/networks/shipped-networks';

/** A content and an artwork, and the live picture of them, all of one size. */
export interface Pair {
  readonly content: RgbaPicture;
  readonly style: RgbaPicture;
  readonly live: RgbaPicture;
}

export class StillPainter {
  readonly ours: FeatureNetwork = loadFeatureNetwork(perceptualNetwork());
  readonly #live = new StyleNetworks(modelFiles());

  /** @param size of the pair's pictures, px; multiples of 4. */
  async pair(contentPath: string, stylePath: string, size: Size): Promise<Pair> {
    const content = await readPicture(contentPath, () => size);
    const style = await readArtwork(stylePath, () => size);
    const code = await this.#live.encode(await readArtwork(stylePath, styleSize));
    const live = await this.#live.stylize(content, { mix: [{ code, weight: 1 }], strength: 1 });
    return { content, style, live };
  }

  /** The HQ still of a pair. @param network ours, or VGG-19. */
  async still(
    { content, style, live }: Pair,
    network: FeatureNetwork,
    preset: PresetName,
    overrides: StillOverrides,
  ): Promise<RgbaPicture> {
    const settings = stillSettings(preset, overrides);
    const run = new HqRun(network, {
      content,
      styles: [{ picture: style, weight: 1 }],
      settings,
      start: live,
    });
    await run.run(() => undefined);
    return run.picture() ?? content;
  }

  dispose(): void {
    this.ours.dispose();
    this.#live.dispose();
  }
}
