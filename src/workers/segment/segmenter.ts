/** Finds people in a picture. Owns the wasm module, which lives as long as its worker. */
import createTfliteModule from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js';
import type { TfliteModule } from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js';
import { ImpastoError, messageOf } from '../../shared/errors';
import type { RgbaPicture, Size } from '../../shared/picture';
import { inputFit } from './input-fit';
import type { PersonMask } from '../networks/types';

export class Segmenter {
  readonly #tflite: TfliteModule;
  /** px */
  readonly #input: Size;

  private constructor(tflite: TfliteModule) {
    this.#tflite = tflite;
    this.#input = { width: tflite._getInputWidth(), height: tflite._getInputHeight() };
  }

  /** @throws ImpastoError `unsupported` without SIMD in wasm, `model-format` when the network cannot be read. */
  static async create(runtime: ArrayBuffer, network: ArrayBuffer): Promise<Segmenter> {
    let tflite: TfliteModule;
    try {
      const silent = (): void => undefined;
      tflite = await createTfliteModule({ wasmBinary: runtime, print: silent, printErr: silent });
    } catch (cause) {
      throw new ImpastoError('unsupported', `This browser cannot run it: ${messageOf(cause)}`, { cause });
    }
    tflite.HEAPU8.set(new Uint8Array(network), tflite._getModelBufferMemoryOffset());
    if (tflite._loadModel(network.byteLength) !== 0 || tflite._getOutputChannelCount() !== 1)
      throw new ImpastoError('model-format', 'The network that finds people cannot be read.');
    return new Segmenter(tflite);
  }

  /** The size that a picture of `aspect` (width by height) has to have for `run`, px. */
  sizeFor(aspect: number): Size {
    const { width, height } = inputFit(this.#input, aspect);
    return { width, height };
  }

  /** @param picture of a size that `sizeFor` gave. @throws ImpastoError `worker-failed` when the network does not run. */
  run({ data, width, height }: RgbaPicture): PersonMask {
    const tflite = this.#tflite;
    const row = this.#input.width;
    const left = Math.floor((row - width) / 2);
    const top = Math.floor((this.#input.height - height) / 2);
    const input = tflite._getInputMemoryOffset() / 4;
    const floats = tflite.HEAPF32;
    // [height, width, 3], 0..1, black around the picture
    floats.fill(0, input, input + row * this.#input.height * 3);
    for (let y = 0; y < height; y++) {
      let to = input + ((top + y) * row + left) * 3;
      for (let from = y * width * 4, end = from + width * 4; from < end; from += 4, to += 3) {
        floats[to] = Number(data[from]) / 255;
        floats[to + 1] = Number(data[from + 1]) / 255;
        floats[to + 2] = Number(data[from + 2]) / 255;
      }
    }
    if (tflite._runInference() !== 0) throw new ImpastoError('worker-failed', 'The network did not run.');
    const output = tflite._getOutputMemoryOffset() / 4;
    const found = tflite.HEAPF32;
    const mask = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      const from = output + (top + y) * row + left;
      for (let x = 0; x < width; x++) mask[y * width + x] = Math.round(255 * Number(found[from + x]));
    }
    return { data: mask, width, height };
  }
}
