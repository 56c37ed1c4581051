/**
 * Measures how long the GPU works on a frame, from the first dispatch to the end of presenting, by timestamp queries.
 * Owns the query set and its buffers; `destroy()` frees them. A measurement reads 16 bytes back: only when asked.
 */

export class GpuTimer {
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #readable: GPUBuffer;
  /** Milliseconds of the latest finished measurement that nobody has taken yet. */
  #ms: number | undefined;
  #busy = false;

  /** @param device one with the feature `timestamp-query`. */
  constructor(device: GPUDevice) {
    this.#queries = device.createQuerySet({ type: 'timestamp', count: 2 });
    this.#resolved = device.createBuffer({
      label: 'timestamps',
      size: 16,
      usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
    });
    this.#readable = device.createBuffer({
      label: 'timestamps read',
      size: 16,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
  }

  /** Where the passes write their times; undefined while another measurement is being read. */
  begin():
    | { readonly first: GPUComputePassTimestampWrites; readonly last: GPURenderPassTimestampWrites }
    | undefined {
    if (this.#busy) return undefined;
    this.#busy = true;
    const querySet = this.#queries;
    return {
      first: { querySet, beginningOfPassWriteIndex: 0 },
      last: { querySet, endOfPassWriteIndex: 1 },
    };
  }

  /** The passes were not submitted: the next frame may be measured. */
  cancel(): void {
    this.#busy = false;
  }

  /** Records the copy after the passes. */
  resolve(encoder: GPUCommandEncoder): void {
    encoder.resolveQuerySet(this.#queries, 0, 2, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#readable, 0, 16);
  }

  /** Reads the times once submitted; `take` has them later. Never rejects. */
  async read(): Promise<void> {
    try {
      await this.#readable.mapAsync(GPUMapMode.READ);
      const [begin = 0n, end = 0n] = new BigUint64Array(this.#readable.getMappedRange());
      this.#readable.unmap();
      // Some drivers reset the clock in between.
      if (end > begin) this.#ms = Number(end - begin) / 1e6;
      this.#busy = false;
    } catch {
      // The device is gone: stays busy, nothing is measured any more.
    }
  }

  take(): number | undefined {
    const ms = this.#ms;
    this.#ms = undefined;
    return ms;
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#readable.destroy();
  }
}
