/**
 * Counts what is asked of a GPU device by wrapping its own methods, whoever calls them (tfjs or our engine): nobody has
 * to be trusted to count. Wrap before the device is handed out. The wrapping lasts as long as the device.
 */

import type { EngineCounters } from '../engine.protocol';

export type GpuCounts = Omit<EngineCounters, 'frames' | 'macsPerFrame'>;

export const noCounts: GpuCounts = {
  dispatches: 0,
  renderPasses: 0,
  submits: 0,
  readbacks: 0,
  buffersCreated: 0,
  texturesCreated: 0,
  bytes: 0,
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Bytes of a buffer binding. Views of textures and samplers count as 0: their traffic is not known from outside. */
function boundBytes({ resource }: GPUBindGroupEntry): number {
  if (resource instanceof GPUBuffer) return resource.size;
  if (!('buffer' in resource)) return 0;
  return resource.size ?? resource.buffer.size - (resource.offset ?? 0);
}

/** Calls `before` ahead of every call of `target[name]`. */
function tap<T extends object, K extends keyof T>(
  target: T,
  name: K,
  before: (...args: T[K] extends (...args: infer A) => unknown ? A : never) => void,
): void {
  const original = target[name] as (...args: unknown[]) => unknown;
  const wrapped = function (this: unknown, ...args: unknown[]): unknown {
    before(...(args as Parameters<typeof before>));
    return original.apply(target, args);
  };
  Object.defineProperty(target, name, { value: wrapped, configurable: true });
}

/** Calls `after` with what `target[name]` returned and its first argument. */
function tapResult<T extends object>(
  target: T,
  name: keyof T,
  after: (result: never, descriptor: unknown) => void,
): void {
  const original = target[name] as (...args: unknown[]) => unknown;
  const wrapped = (...args: unknown[]): unknown => {
    const result = original.apply(target, args);
    after(result as never, args[0]);
    return result;
  };
  Object.defineProperty(target, name, { value: wrapped, configurable: true });
}

export class GpuMeter {
  readonly #counts: Mutable<GpuCounts> = { ...noCounts };
  readonly #groupBytes = new WeakMap<GPUBindGroup, number>();

  constructor(device: GPUDevice) {
    const counts = this.#counts;
    tapResult(device, 'createBuffer', (buffer: GPUBuffer) => {
      counts.buffersCreated += 1;
      tap(buffer, 'mapAsync', (mode, offset, size) => {
        if ((mode & GPUMapMode.READ) === 0) return;
        counts.readbacks += 1;
        counts.bytes += size ?? buffer.size - (offset ?? 0);
      });
    });
    tapResult(device, 'createTexture', () => (counts.texturesCreated += 1));
    tapResult(device, 'createBindGroup', (group: GPUBindGroup, descriptor) => {
      const { entries } = descriptor as GPUBindGroupDescriptor;
      this.#groupBytes.set(
        group,
        [...entries].reduce((sum, entry) => sum + boundBytes(entry), 0),
      );
    });
    tapResult(device, 'createCommandEncoder', (encoder: GPUCommandEncoder) => this.#watch(encoder));
    tap(device.queue, 'submit', () => (counts.submits += 1));
    tap(device.queue, 'writeBuffer', (_buffer, _offset, data, start, size) => {
      const unit = 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
      counts.bytes += size === undefined ? data.byteLength - (start ?? 0) * unit : size * unit;
    });
  }

  /** A copy of the counts so far. */
  read(): GpuCounts {
    return { ...this.#counts };
  }

  #watch(encoder: GPUCommandEncoder): void {
    const counts = this.#counts;
    tapResult(encoder, 'beginComputePass', (pass: GPUComputePassEncoder) => this.#watchPass(pass));
    tapResult(encoder, 'beginRenderPass', () => (counts.renderPasses += 1));
    tap(encoder, 'copyBufferToBuffer', (...args: readonly unknown[]) => {
      // (source, destination, size?) or (source, offset, destination, offset, size)
      const size = args.length > 3 ? args[4] : args[2];
      counts.bytes += typeof size === 'number' ? size : (args[0] as GPUBuffer).size;
    });
  }

  #watchPass(pass: GPUComputePassEncoder): void {
    const counts = this.#counts;
    const bound = new Map<number, number>();
    tap(pass, 'setBindGroup', (index, group) => {
      bound.set(index, (group && this.#groupBytes.get(group)) ?? 0);
    });
    const dispatched = (): void => {
      counts.dispatches += 1;
      for (const bytes of bound.values()) counts.bytes += bytes;
    };
    tap(pass, 'dispatchWorkgroups', dispatched);
    tap(pass, 'dispatchWorkgroupsIndirect', dispatched);
  }
}
