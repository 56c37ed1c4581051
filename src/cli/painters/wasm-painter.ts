/** Paints on the processor, by tfjs's wasm backend. Owns the networks. */

import type { RgbaPicture } from '../../shared/picture';
import { startBackend } from '../../workers/networks/backend/tf-backend';
import { StyleNetworks } from '../../workers/networks/nets/style-networks';
import type { Look, ModelFiles, StyleCode } from '../../workers/networks/types';
import type { Painter } from './painter';

export class WasmPainter implements Painter {
  readonly name = 'the processor (wasm)';
  readonly networks: StyleNetworks;

  private constructor(networks: StyleNetworks) {
    this.networks = networks;
  }

  /** @throws ImpastoError `model-format`, `no-backend`. */
  static async create(models: ModelFiles): Promise<WasmPainter> {
    await startBackend('wasm', { wasmThreads: false });
    return new WasmPainter(new StyleNetworks(models));
  }

  encode(picture: RgbaPicture): Promise<StyleCode> {
    return this.networks.encode(picture);
  }

  paint(picture: RgbaPicture, look: Look, own?: StyleCode): Promise<RgbaPicture> {
    return this.networks.stylize(picture, look, own);
  }

  dispose(): void {
    this.networks.dispose();
  }
}
