/**
 * `@magenta/image` 0.2.1 itself, from its own browser bundle (tfjs 0.14 on WebGL), on the page's main thread as it
 * must be. Its predictor's weights are not to be had: the transformer is loaded the way `initialize` loads it, and a
 * frame is what `stylize` does after the prediction (`produceStylized`, then `toPixels`).
 */
import type { Contestant } from '../browser/contestant';
import type { GlMeter } from '../../tools/browser/gl-meter';
import type { PeerFiles } from './magenta-separable';

interface OldTensor {
  readonly shape: readonly number[];
  dispose(): void;
}

/** The part of the bundle's global that is used. */
interface MagentaImage {
  readonly tf: {
    loadFrozenModel(modelUrl: string, manifestUrl: string): Promise<{ dispose(): void }>;
    tensor4d(values: readonly number[], shape: readonly number[]): OldTensor;
    toPixels(tensor: OldTensor): Promise<Uint8ClampedArray<ArrayBuffer>>;
    getBackend(): string;
  };
  readonly ArbitraryStyleTransferNetwork: new () => {
    transformNet: unknown;
    produceStylized(content: ImageData, bottleneck: OldTensor): OldTensor;
    dispose(): void;
  };
}

async function loadBundle(url: string): Promise<MagentaImage> {
  const script = document.createElement('script');
  script.src = url;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${url} does not load.`));
    document.head.append(script);
  });
  return (globalThis as unknown as { mi: MagentaImage }).mi;
}

/**
 * @param macs multiply-accumulates of a frame of this many px²: the graph is the one that tfjs 4.22 runs
 * @param meter installed before any WebGL context of the page
 */
export function magentaImage(
  bundleUrl: string,
  files: PeerFiles,
  meter: GlMeter,
  macs: (side: number) => number,
): Contestant {
  return {
    network: 'magenta-separable',
    engine: 'magenta-image',
    backend: 'webgl',
    async open(side) {
      const { tf, ArbitraryStyleTransferNetwork } = await loadBundle(bundleUrl);
      if (tf.getBackend() !== 'webgl') throw new Error(`its tfjs runs on ${tf.getBackend()}, not on WebGL`);
      const { checkpointUrl, style } = files;
      const network = new ArbitraryStyleTransferNetwork();
      network.transformNet = await tf.loadFrozenModel(
        `${checkpointUrl}/tensorflowjs_model.pb`,
        `${checkpointUrl}/weights_manifest.json`,
      );
      const bottleneck = tf.tensor4d(style, [1, 1, 1, 100]);
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext('2d');
      let closed = false;
      return {
        macs: macs(side),
        prepare: (picture) =>
          Promise.resolve(async () => {
            const styled = network.produceStylized(picture, bottleneck);
            try {
              const bytes = await tf.toPixels(styled);
              context?.putImageData(new ImageData(bytes, side, side), 0, 0);
            } finally {
              styled.dispose();
            }
          }),
        counts: () => Promise.resolve(meter.read()),
        close() {
          if (closed) return;
          closed = true;
          bottleneck.dispose();
          network.dispose();
        },
      };
    },
  };
}
