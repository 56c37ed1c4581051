/** Uniforms with each layer's sizes, all in one buffer. */
import type { Size } from '../../../../shared/picture';

/** Bytes from one layer's uniforms to the next: the largest alignment that WebGPU may ask for. */
const slot = 256;

/** A layer's input and output, px, and the rows of its partial sums. */
export type LayerShape = readonly [input: Size, output: Size, partialRows: number];

/** Bytes that they need. */
export function shapesBytes(shapes: Record<string, LayerShape>): number {
  return Object.keys(shapes).length * slot;
}

/** @returns each layer's part of `buffer`, to be bound. */
export function writeShapes<K extends string>(
  device: GPUDevice,
  buffer: GPUBuffer,
  shapes: Record<K, LayerShape>,
): Record<K, GPUBufferBinding> {
  const entries = Object.entries(shapes) as [K, LayerShape][];
  return Object.fromEntries(
    entries.map(([name, [input, output, rows]], index) => {
      const words = new Uint32Array([input.width, input.height, output.width, output.height, rows]);
      device.queue.writeBuffer(buffer, index * slot, words);
      return [name, { buffer, offset: index * slot, size: 32 }];
    }),
  ) as Record<K, GPUBufferBinding>;
}
