/** Reads a styled picture back for stills and snapshots. Allocates per call and frees at once: never on the frame path. */

import type { RgbaPicture } from '../../../../shared/picture';
import { keepColoursOffset } from '../frame/frame-uniforms';
import { readoutWorkgroup } from '../kernels/readout.wgsl';
import type { NetworkPipelines } from '../network/network-pipelines';
import type { NetworkPlan } from '../network/network-plan';

/** @param keepColours share of the camera's colours, 0..1. @returns the plan's current picture at network size. */
export async function readPicture(
  device: GPUDevice,
  { readout }: NetworkPipelines,
  plan: NetworkPlan,
  keepColours: number,
): Promise<RgbaPicture> {
  const { width, height } = plan.size;
  const size = width * height * 4;
  const packed = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const readable = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  try {
    device.queue.writeBuffer(plan.frame, keepColoursOffset, new Float32Array([keepColours]));
    const group = device.createBindGroup({
      layout: readout.getBindGroupLayout(0),
      entries: [
        { buffer: plan.frame },
        plan.blocks,
        plan.picture,
        { buffer: plan.input },
        { buffer: packed },
      ].map((resource, binding) => ({ binding, resource })),
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(readout);
    pass.setBindGroup(0, group);
    const [x, y] = readoutWorkgroup;
    pass.dispatchWorkgroups(Math.ceil(width / 2 / x), Math.ceil(height / 2 / y));
    pass.end();
    encoder.copyBufferToBuffer(packed, 0, readable, 0, size);
    device.queue.submit([encoder.finish()]);
    await readable.mapAsync(GPUMapMode.READ);
    return { data: new Uint8ClampedArray(readable.getMappedRange().slice(0)), width, height };
  } finally {
    packed.destroy();
    readable.destroy();
  }
}
