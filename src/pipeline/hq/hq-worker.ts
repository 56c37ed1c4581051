/**
 * The worker of one HQ still: made when it is first needed, on our network or the user's, and made anew after it was
 * dropped. Owns it; `drop()` ends it.
 */
import { HqClient } from '../../workers/hq/hq.client';
import type { WorkerPort } from '../../workers/rpc/worker-port';
import type { BackendChoice, BackendName } from '../api/session-state';
import type { PerceptualNetworkLoader } from '../engine/engine-supervisor';

export interface HqWorkerDeps {
  readonly backend: BackendChoice;
  readonly loadPerceptualNetwork: PerceptualNetworkLoader;
  /** Share of our network that is there, 0..1. */
  readonly onLoaded: (share: number) => void;
  /** The worker is there, and optimises on this backend. */
  readonly onBackend: (backend: BackendName) => void;
  /** Makes the worker; for tests. */
  readonly spawn?: (() => WorkerPort) | undefined;
}

export class HqWorker {
  readonly #deps: HqWorkerDeps;
  /** The user's network (safetensors); null for ours. */
  custom: ArrayBuffer | null = null;
  #client: HqClient | null = null;

  constructor(deps: HqWorkerDeps) {
    this.#deps = deps;
  }

  /** Null while there is none. */
  get current(): HqClient | null {
    return this.#client;
  }

  /** @throws as `HqClient.create`, and what loading our network throws. */
  async client(signal: AbortSignal): Promise<HqClient> {
    if (this.#client) return this.#client;
    const { backend, loadPerceptualNetwork, onLoaded, onBackend, spawn } = this.#deps;
    const lossNetwork =
      this.custom ??
      (await loadPerceptualNetwork(
        ({ loadedBytes, totalBytes }) => onLoaded(loadedBytes / totalBytes),
        signal,
      ));
    const client = await HqClient.create({ lossNetwork, backend, signal, ...(spawn && { spawn }) });
    if (signal.aborted) {
      client.destroy();
      signal.throwIfAborted();
    }
    this.#client = client;
    onBackend(client.info.backend);
    return client;
  }

  /** Idempotent. */
  drop(): void {
    this.#client?.destroy();
    this.#client = null;
  }
}
