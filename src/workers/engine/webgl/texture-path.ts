/**
 * The live path on the visible canvas's own WebGL context, which tfjs computes on too: a frame is uploaded as a texture,
 * brought to the network by one shader and to the canvas by two, and nothing is read back. Owns its programs and
 * textures; `destroy()` frees them. The context is the canvas's.
 */

import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import type { RgbaPicture, Size } from '../../../shared/picture';
import { areaSigns } from '../../networks/pixels/styled-area';
import { tapsFor, viewOrigin } from '../common/camera-view';
import type { CameraView } from '../common/camera-view';
import { FramesInFlight } from '../common/frames-in-flight';
import type { LivePath, Shown } from '../common/live-path';
import { sourceCrop, sourceSize } from '../../networks/pixels/source-canvas';
import type { OnDrawn } from '../common/style-engine';
import { DrawnTexture } from './drawn-texture';
import { FrameTexture } from './frame-texture';
import { FullPass } from './full-pass';
import { gpuDone } from './gpu-done';
import { PeopleTexture } from './people-texture';
import { inputSamplers, inputShader, inputUniforms } from './shaders/input.glsl';
import { pictureSamplers, pictureShader, pictureUniforms } from './shaders/picture.glsl';
import { presentSamplers, presentShader, presentUniforms } from './shaders/present.glsl';
import type { FrameSource, Placement } from '../../networks/types';

/** The frame that is on the GPU. */
interface Taken {
  readonly texture: WebGLTexture;
  readonly view: CameraView;
  readonly size: Size;
}

export class TexturePath implements LivePath {
  readonly abilities = { enlarges: true, steadies: false };
  readonly #gl: WebGL2RenderingContext;
  readonly #onDrawn: OnDrawn;
  readonly #frame: FrameTexture;
  readonly #people: PeopleTexture;
  readonly #input: DrawnTexture;
  readonly #picture: DrawnTexture;
  readonly #toInput;
  readonly #toPicture;
  readonly #toCanvas;
  readonly #flight = new FramesInFlight();
  #taken: Taken | undefined;

  /**
   * @param gl the context that tfjs runs on, of the canvas to draw on.
   * @param onDrawn called in the task that draws, while the canvas can be read.
   * @throws ImpastoError `engine-failed` when the driver refuses a shader.
   */
  constructor(gl: WebGL2RenderingContext, onDrawn: OnDrawn) {
    this.#gl = gl;
    this.#onDrawn = onDrawn;
    this.#frame = new FrameTexture(gl);
    this.#people = new PeopleTexture(gl);
    this.#input = new DrawnTexture(gl, tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? 'float' : 'half');
    this.#picture = new DrawnTexture(gl, 'bytes');
    this.#toInput = new FullPass(gl, inputShader, inputSamplers, inputUniforms);
    this.#toPicture = new FullPass(gl, pictureShader, pictureSamplers, pictureUniforms);
    this.#toCanvas = new FullPass(gl, presentShader, presentSamplers, presentUniforms);
  }

  async take(frame: FrameSource, placement: Placement): Promise<void> {
    const { width, height, mirror } = placement;
    const size = { width, height };
    const view = { crop: sourceCrop(frame, placement), camera: sourceSize(frame), mirror };
    const texture = await this.#frame.upload(frame);
    this.#taken = { texture, view, size };
    this.#toInput.draw(
      this.#input.sized(inputSize(size)).target,
      { camera: texture },
      { view: viewOrigin(view), size: [width, height], taps: tapsFor(view.crop, size) },
    );
  }

  input(): tf.Tensor4D {
    const { width, height } = inputSize(this.#current.size);
    const { texture } = this.#input.sized({ width, height });
    // [h/2 + 2, 3·(w/2 + 2)] texels → [1, h/2 + 2, w/2 + 2, 12]
    return tf.tensor<tf.Rank.R4>({ texture, width, height, channels: 'RGBA' }, [1, height, width / 3, 12]);
  }

  async show(blocks: tf.Tensor4D, { frame, placement, options, mask, start }: Shown): Promise<number> {
    const { texture, view, size } = this.#current;
    const picture = this.#unpack(blocks, size);
    const { width, height } = placement.canvas ?? size;
    const { canvas } = this.#gl;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const enlarged = width !== size.width || height !== size.height;
    this.#toCanvas.draw(
      { framebuffer: null, width, height },
      { camera: texture, picture, people: this.#people.of(mask) },
      {
        view: viewOrigin(view),
        canvas: [width, height],
        taps: tapsFor(view.crop, { width, height }),
        sharpness: enlarged ? options.sharpness : 0,
        keepColours: options.keepColours,
        split: Math.round((options.split ?? 0) * width),
        area: mask ? areaSigns[options.area] : 0,
      },
    );
    this.#onDrawn(frame);
    const { ms } = await this.#flight.add(gpuDone(this.#gl), start);
    return ms;
  }

  given(): RgbaPicture {
    const { size } = this.#current;
    const { texture: input } = this.#input.sized(inputSize(size));
    const { target } = this.#picture.sized(size);
    this.#toPicture.draw(target, { styled: input, given: input }, { camera: 1 });
    const gl = this.#gl;
    const data = new Uint8ClampedArray(size.width * size.height * 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.readPixels(0, 0, size.width, size.height, gl.RGBA, gl.UNSIGNED_BYTE, data);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    // Alpha held the luma.
    for (let i = 3; i < data.length; i += 4) data[i] = 255;
    return { data, ...size };
  }

  destroy(): void {
    this.#toCanvas.destroy();
    this.#toPicture.destroy();
    this.#toInput.destroy();
    this.#picture.destroy();
    this.#input.destroy();
    this.#people.destroy();
    this.#frame.destroy();
  }

  get #current(): Taken {
    return required(this.#taken, 'a frame that was taken');
  }

  /** The network's output as a picture at network size. */
  #unpack(blocks: tf.Tensor4D, size: Size): WebGLTexture {
    const { texture, target } = this.#picture.sized(size);
    const { texture: given } = this.#input.sized(inputSize(size));
    // [1, h/2, w/2, 12] → [h/2, 3·w/2] texels
    const onGpu = blocks.dataToGPU({ customTexShape: [size.height / 2, (size.width / 2) * 3] });
    try {
      const styled = required(onGpu.texture, 'texture of a tensor');
      this.#toPicture.draw(target, { styled, given }, { camera: 0 });
    } finally {
      // tfjs may use the texture again at once: the GPU draws in the order it was told.
      onGpu.tensorRef.dispose();
    }
    return texture;
  }
}

/** Size of the texture that holds the network's input, texels. @param size of the network, px */
function inputSize({ width, height }: Size): Size {
  return { width: 3 * (width / 2 + 2), height: height / 2 + 2 };
}
