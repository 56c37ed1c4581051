/** Where each norm's two numbers a channel lie in one buffer. */
import { required } from '../../../../shared/assert';
import { normChannels } from '../../../networks/nets/transformer';
import { normStatisticsLength } from '../../../networks/types';
import type { NormStatistics } from '../../../networks/types';

/** Bytes of a norm's segment: two numbers a channel, on a boundary at which buffers may be bound. */
const segmentBytes = 512;

/** Bytes of the segments of all norms. */
export const normBytes = normChannels.length * segmentBytes;

/** Two numbers a channel of each norm, on boundaries at which buffers may be bound. */
export function inSegments(norms: readonly { readonly values: Float32Array }[]): Float32Array<ArrayBuffer> {
  const floats = new Float32Array((normChannels.length * segmentBytes) / 4);
  norms.forEach(({ values }, norm) => floats.set(values, (norm * segmentBytes) / 4));
  return floats;
}

function fromSegments(floats: Float32Array): NormStatistics {
  const statistics = new Float32Array(normStatisticsLength);
  let first = 0;
  normChannels.forEach(([, channels], norm) => {
    const at = (norm * segmentBytes) / 4;
    statistics.set(floats.subarray(at, at + channels), first);
    statistics.set(floats.subarray(at + channels, at + 2 * channels), normStatisticsLength / 2 + first);
    first += channels;
  });
  return statistics;
}

/** The segment of one norm, to be bound. */
export function normSegment(buffer: GPUBuffer, norm: string): GPUBufferBinding {
  const index = normChannels.findIndex(([name]) => name === norm);
  const channels = required(normChannels[index], `norm ${norm}`)[1];
  return { buffer, offset: index * segmentBytes, size: channels * 8 };
}

/** Means and variances out of a buffer of segments. Allocates; for measuring, not for the frame path. */
export async function readStatistics(device: GPUDevice, segments: GPUBuffer): Promise<NormStatistics> {
  const { size } = segments;
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const readable = device.createBuffer({ label: 'statistics', size, usage });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(segments, 0, readable, 0, size);
    device.queue.submit([encoder.finish()]);
    await readable.mapAsync(GPUMapMode.READ);
    return fromSegments(new Float32Array(readable.getMappedRange()));
  } finally {
    readable.destroy();
  }
}
