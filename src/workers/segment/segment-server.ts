/** Answers the window's calls and the engines' requests for masks. Closes every frame it gets. */
import { ImpastoError } from '../../shared/errors';
import { SourceCanvas } from '../networks/pixels/source-canvas';
import type { StartServer } from '../rpc/forward-messages';
import type { MaskReply, MaskRequest, SegmentCalls } from './segment.protocol';
import { serveCalls } from '../rpc/worker-calls';
import type { CallReply, CallRequest } from '../rpc/worker-calls';
import { MaskAverage } from './mask-average';
import { fetchPinned, segmentationNetwork, segmentationRuntime } from './segmentation-files';
import { Segmenter } from './segmenter';
import type { PersonMask } from '../networks/types';

class SegmentServer {
  #segmenter: Segmenter | undefined;
  #canvas: SourceCanvas | undefined;
  #port: MessagePort | undefined;
  readonly #average = new MaskAverage();

  /** @throws ImpastoError as `fetchPinned` and `Segmenter.create`. */
  async open(): Promise<void> {
    if (this.#segmenter) return;
    const [runtime, network] = await Promise.all([
      fetchPinned(segmentationRuntime),
      fetchPinned(segmentationNetwork),
    ]);
    this.#segmenter = await Segmenter.create(runtime, network);
    this.#canvas = new SourceCanvas(true);
  }

  /** One engine at a time: another takes the place of the last. */
  connect(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    this.#average.forget();
    port.onmessage = ({ data }: MessageEvent<MaskRequest>) => {
      const reply: MaskReply = { id: data.id, mask: this.#maskOrNull(data) };
      port.postMessage(reply, reply.mask ? [reply.mask.data.buffer] : []);
    };
  }

  /** The engine draws the whole picture styled without a mask. */
  #maskOrNull(request: MaskRequest): PersonMask | null {
    try {
      return this.#mask(request);
    } catch {
      return null;
    } finally {
      request.frame.close();
    }
  }

  #mask({ frame, crop, aspect, mirror, kind }: MaskRequest): PersonMask {
    if (!this.#segmenter || !this.#canvas) throw new ImpastoError('destroyed', 'The network is not open.');
    this.#canvas.draw(frame, { ...this.#segmenter.sizeFor(aspect), crop, mirror });
    const mask = this.#segmenter.run(this.#canvas.read());
    if (kind === 'alone') return mask;
    if (kind === 'cut') this.#average.forget();
    return this.#average.add(mask, performance.now() / 1000);
  }
}

export const startSegmentServer: StartServer<CallRequest<SegmentCalls>, CallReply<never>> = (send) => {
  const host = new SegmentServer();
  return serveCalls<SegmentCalls>(send, {
    open: async () => {
      await host.open();
      return null;
    },
    connect: ({ port }) => {
      host.connect(port);
      return null;
    },
  });
};
