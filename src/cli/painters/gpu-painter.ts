/**
 * Paints by our own kernels on a GPU that Dawn opened: the numbers are the browser's. Style codes are few and are read
 * on the processor. Owns the device and what is on it.
 */

import { ImpastoError, isImpastoError, messageOf } from '../../shared/errors';
import { checkNetworkSize, checkPicture } from '../../shared/picture';
import type { RgbaPicture, Size } from '../../shared/picture';
import { probeOutput, probeSide, refuseWrong } from '../../workers/engine/common/probe';
import { probeCode, probePicture } from '../../workers/engine/common/probe-picture';
import { openGpu } from '../../workers/engine/gpu/gpu-device';
import { kernelStyleFor } from '../../workers/engine/wgsl/kernels/style-for-gpu';
import { compilePipelines } from '../../workers/engine/wgsl/network/network-pipelines';
import { NetworkWeights } from '../../workers/engine/wgsl/network/network-weights';
import { PicturePainter } from '../../workers/engine/wgsl/picture-painter';
import type { PainterParts } from '../../workers/engine/wgsl/picture-painter';
import { checkLook, withoutHidden } from '../../workers/networks/nets/look';
import { rgbFloats } from '../../workers/networks/pixels/pixels';
import type { Look, ModelFiles, StyleCode } from '../../workers/networks/types';
import { adapterName } from '../gpu/adapter-name';
import { loadDawn } from '../gpu/dawn';
import type { Painter } from './painter';
import type { WasmPainter } from './wasm-painter';

export class GpuPainter implements Painter {
  readonly name: string;
  readonly #parts: PainterParts;
  readonly #processor: WasmPainter;
  #painter: PicturePainter | undefined;
  #lost: ImpastoError | undefined;
  #disposed = false;

  private constructor(name: string, parts: PainterParts, processor: WasmPainter) {
    this.name = name;
    this.#parts = parts;
    this.#processor = processor;
    void parts.device.lost.then(({ message }) => {
      if (!this.#disposed) this.#lost = new ImpastoError('engine-lost', `The GPU was lost. ${message}`);
    });
  }

  /**
   * @param processor for style codes; stays the caller's, who disposes of it after this
   * @throws ImpastoError `no-backend` (no package, no adapter, wrong numbers), `engine-failed` (a refused shader),
   *   `model-format`.
   */
  static async create(models: ModelFiles, processor: WasmPainter): Promise<GpuPainter> {
    const gpu = await openGpu(false, await loadDawn());
    const { device, info } = gpu;
    try {
      const style = kernelStyleFor(gpu);
      const pipelines = await compilePipelines(device, style, null);
      const weights = new NetworkWeights(device, models.transformer, style.precision);
      const detail = style.precision === 'f16' ? 'half precision' : 'single precision';
      const name = `the GPU (WebGPU, ${detail}: ${adapterName(info)})`;
      const painter = new GpuPainter(name, { device, pipelines, weights }, processor);
      const probe = await painter.paint(probePicture(probeSide), {
        mix: [{ code: probeCode, weight: 1 }],
        strength: 1,
      });
      refuseWrong(rgbFloats(probe), await probeOutput(processor.networks, probeSide));
      return painter;
    } catch (error) {
      device.destroy();
      throw error;
    }
  }

  encode(picture: RgbaPicture): Promise<StyleCode> {
    return this.#processor.encode(picture);
  }

  async paint(picture: RgbaPicture, look: Look, own?: StyleCode): Promise<RgbaPicture> {
    checkLook(look);
    checkPicture(picture);
    checkNetworkSize(picture);
    const { networks } = this.#processor;
    const seen = withoutHidden(look);
    const styles = await networks.gammaBetasFor(seen, async () => own ?? this.encode(picture));
    this.#refuseLost();
    try {
      const painter = await this.#painterFor(picture);
      return await painter.paint(picture, { styles, mask: seen.second?.mask ?? null, keepColours: 0 });
    } catch (error) {
      // Dawn's own words for it depend on where it happened.
      await Promise.resolve();
      this.#refuseLost();
      if (isImpastoError(error)) throw error;
      throw new ImpastoError('engine-failed', `The GPU failed: ${messageOf(error)}`, { cause: error });
    }
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#parts.device.destroy();
  }

  #refuseLost(): void {
    if (this.#lost) throw this.#lost;
  }

  /** What holds the activations for pictures of this size; those of the size before are freed. */
  async #painterFor({ width, height }: Size): Promise<PicturePainter> {
    const before = this.#painter;
    if (before?.size.width === width && before.size.height === height) return before;
    before?.destroy();
    this.#painter = undefined;
    return (this.#painter = await PicturePainter.create(this.#parts, { width, height }));
  }
}
