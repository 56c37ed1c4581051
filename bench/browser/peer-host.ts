/**
 * Magenta's separable transformer, the network inside `@magenta/image`, as a graph model on tfjs 4.22. The same job as
 * our engines do: a frame in, the styled picture on a canvas.
 */
import { loadGraphModel } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import type { StartServer } from '../../src/workers/rpc/forward-messages';
import { openGpu } from '../../src/workers/engine/gpu/gpu-device';
import { SourceCanvas } from '../../src/workers/networks/pixels/source-canvas';
import { wasmPaths } from '../../src/workers/networks/backend/wasm-paths';
import { rgbFloats } from '../../src/workers/networks/pixels/pixels';
import { startBackend } from '../../src/workers/networks/backend/tf-backend';
import { noCounts } from '../../src/workers/engine/gpu/gpu-meter';
import type { GpuCounts } from '../../src/workers/engine/gpu/gpu-meter';
import { profiledMacs } from '../lib/profiled-macs';
import { GlMeter } from '../../tools/browser/gl-meter';
import { answerCalls } from '../../tools/browser/port-calls';

export interface PeerCalls {
  open: {
    request: {
      readonly backend: 'webgpu' | 'webgl' | 'wasm';
      readonly side: number;
      readonly modelUrl: string;
      /** The style, 100 numbers. */
      readonly style: readonly number[];
    };
    result: { readonly macs: number; readonly adapter?: string };
  };
  /** Styles and shows a frame, and closes it. */
  frame: { request: { readonly frame: VideoFrame | ImageBitmap }; result: null };
  counts: { request: object; result: GpuCounts };
}

type Frame = PeerCalls['frame']['request']['frame'];

interface Peer {
  readonly draw: (frame: Frame) => Promise<void>;
  readonly counts: () => GpuCounts;
}

const meter = new GlMeter();
let peer: Peer | undefined;

async function open({ backend, side, modelUrl, style }: PeerCalls['open']['request']) {
  const gpu = backend === 'webgpu' ? await openGpu(true) : undefined;
  await startBackend(backend, { wasmPaths, ...(gpu && { gpu }) });
  const model = await loadGraphModel(modelUrl);
  const bottleneck = tf.tensor4d([...style], [1, 1, 1, 100]);
  const names = model.inputs.map(({ name }) => name);
  const styleInput = model.inputs.find(({ shape }) => shape?.at(-1) === 100)?.name ?? names[1] ?? '';
  const pictureInput = names.find((name) => name !== styleInput) ?? '';
  const execute = (content: tf.Tensor4D): tf.Tensor4D =>
    model.execute({ [pictureInput]: content, [styleInput]: bottleneck }) as tf.Tensor4D;

  const source = new SourceCanvas(backend === 'wasm');
  const shown = new OffscreenCanvas(side, side);
  const context = backend === 'webgpu' ? null : shown.getContext('2d', { alpha: false });
  const placement = { width: side, height: side, mirror: false };

  /** [1, side, side, 3], 0..1 */
  const content = (): tf.Tensor4D => {
    if (backend === 'wasm') return tf.tensor4d(rgbFloats(source.read()), [1, side, side, 3]);
    const pixels = tf.browser.fromPixels(source.canvas as unknown as HTMLCanvasElement, 3);
    return tf.expandDims(tf.div(tf.cast(pixels, 'float32'), 255));
  };

  peer = {
    async draw(frame) {
      source.draw(frame, placement);
      if (gpu) {
        tf.tidy(() => {
          const picture = tf.clipByValue(tf.squeeze<tf.Tensor3D>(execute(content()), [0]), 0, 1);
          tf.browser.draw(picture, shown as unknown as HTMLCanvasElement);
        });
        await gpu.device.queue.onSubmittedWorkDone();
        return;
      }
      const styled = tf.tidy(() => execute(content()));
      try {
        const rgb = await styled.data();
        const image = new ImageData(side, side);
        for (let i = 0, o = 0; i < rgb.length; i += 3) {
          image.data[o++] = Number(rgb[i]) * 255;
          image.data[o++] = Number(rgb[i + 1]) * 255;
          image.data[o++] = Number(rgb[i + 2]) * 255;
          image.data[o++] = 255;
        }
        context?.putImageData(image, 0, 0);
      } finally {
        styled.dispose();
      }
    },
    counts: () => gpu?.meter?.read() ?? (backend === 'webgl' ? meter.read() : noCounts),
  };
  const macs = await profiledMacs(() => execute(tf.zeros([1, side, side, 3])));
  const adapter = gpu && (gpu.info.description || [gpu.info.vendor, gpu.info.architecture].join(' '));
  return { macs, ...(adapter !== undefined && { adapter }) };
}

export const startPeerServer: StartServer<{ readonly bench: MessagePort }, never> =
  () =>
  ({ bench }) =>
    answerCalls<PeerCalls>(bench, {
      open,
      async frame({ frame }) {
        try {
          await peer?.draw(frame);
        } finally {
          frame.close();
        }
        return null;
      },
      counts: () => Promise.resolve(peer?.counts() ?? noCounts),
    });
