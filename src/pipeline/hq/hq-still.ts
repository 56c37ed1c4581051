/**
 * One HQ still from settings to file: runs the HQ worker, follows it, goes on at a smaller size when memory or GPU
 * gave out. Owns the worker and the source's frame; `close()` frees both.
 */
import { isAbortError } from '../../shared/async/abort';
import { messageOf } from '../../shared/errors';
import { Latest } from '../../shared/async/latest';
import type { HqRunOptions } from '../../workers/hq/hq.client';
import type { FileType, HqSettings, PresetName } from '../../workers/hq/hq.protocol';
import { describePlan, extensions, paintedStyles, parseNote, planNote } from './hq-note';
import type { HqApi, HqFile, HqPlan, HqSnapshot } from '../api/hq-state';
import { orderFor } from './hq-order';
import { problemOf } from './hq-problem';
import { keepNetwork, keptNetwork, readNetwork } from './custom-loss-network';
import type { HqStillDeps } from './hq-frame';
import { HqWorker } from './hq-worker';
import { PaintingFilm } from './painting-film';
import { afterStep } from './run-progress';
import { runToEnd } from './run-to-end';
import type { Begin } from './run-to-end';
import { firstPlan, withPreset, withSettings, withStyle } from './plan-changes';
import { fileNameOf } from '../live/still';

/** JPEG and WebP, 0..1. */
const quality = 0.95;
const previewMs = 1000;

export class HqStill extends EventTarget implements HqApi {
  readonly #deps: HqStillDeps;
  /** Aborts all that is under way; a new one for each run. */
  readonly #work = new Latest();
  readonly #worker: HqWorker;
  #snapshot: HqSnapshot;
  readonly #film = new PaintingFilm();
  #closed = false;

  constructor(deps: HqStillDeps) {
    super();
    this.#deps = deps;
    const { frame, backend, loadPerceptualNetwork, spawn } = deps;
    this.#worker = new HqWorker({
      backend,
      loadPerceptualNetwork,
      onLoaded: (loaded) => {
        if (this.#snapshot.phase.kind === 'preparing') this.#set({ phase: { kind: 'preparing', loaded } });
      },
      onBackend: (running) => this.#set({ backend: running }),
      spawn,
    });
    this.#snapshot = {
      phase: { kind: 'preparing', loaded: null },
      picture: frame?.live ?? null,
      sourceSize: frame?.size ?? null,
      plan: firstPlan(deps),
      losses: [],
      network: 'own',
      backend: null,
      steppedDown: false,
    };
  }

  get snapshot(): HqSnapshot {
    return this.#snapshot;
  }

  /** Starts the worker; then `ready`, or goes on with the kept run when there is no frame. Never rejects. */
  async open(): Promise<void> {
    this.#worker.custom = await keptNetwork();
    if (this.#closed) return;
    this.#set({ network: this.#worker.custom ? 'custom' : 'own' });
    if (this.#deps.frame) await this.#prepare();
    else await this.#resumeKept();
  }

  choosePreset(name: PresetName): void {
    this.#plan(withPreset(this.#snapshot.plan, name));
  }

  changeSettings(change: Partial<HqSettings>): void {
    this.#plan(withSettings(this.#snapshot.plan, change));
  }

  setFullSize(fullSize: boolean): void {
    this.#plan({ fullSize });
  }

  setOther(on: boolean): void {
    const { other } = this.#snapshot.plan;
    if (other) this.#plan({ other: { ...other, on } });
  }

  setStyleWeight(id: string, weight: number): void {
    const entry = this.#deps.styles.find((style) => style.id === id);
    if (entry) this.#plan(withStyle(this.#snapshot.plan, entry, weight));
  }

  async start(): Promise<void> {
    const { plan, phase } = this.#snapshot;
    const { frame } = this.#deps;
    if (phase.kind !== 'ready' || !frame) return;
    const signal = this.#begin();
    await this.#run(signal, async (client, options) => {
      const { order, close } = await orderFor(plan, frame, this.#deps.stylePicture, signal);
      try {
        return await client.start(order, options);
      } finally {
        close();
      }
    });
  }

  pause(): void {
    this.#setPaused(true);
    void this.#worker.current?.pause().catch(() => undefined);
  }

  resume(): void {
    this.#setPaused(false);
    void this.#worker.current?.resume().catch(() => undefined);
  }

  keep(): void {
    if (this.#snapshot.phase.kind !== 'running') return;
    this.#set({ phase: { kind: 'finishing' } });
    void this.#worker.current?.keep().catch(() => undefined);
  }

  cancel(): void {
    this.#work.cancel();
  }

  async again(): Promise<void> {
    if (!this.#deps.frame) {
      this.close();
      return;
    }
    this.#set({ picture: this.#deps.frame.live, losses: [], steppedDown: false });
    await this.#prepare();
  }

  async useNetwork(source: Blob | string | null, outer?: AbortSignal): Promise<void> {
    const { network, phase } = this.#snapshot;
    if (phase.kind === 'running' || phase.kind === 'finishing') return;
    const before = this.#worker.custom;
    // A file may be large and an address slow: nothing is begun meanwhile on the network that is on its way out.
    this.#set({ phase: { kind: 'preparing', loaded: null } });
    const signal = this.#work.begin();
    let custom: ArrayBuffer | null;
    try {
      const wanted = outer ? AbortSignal.any([signal, outer]) : signal;
      custom = source === null ? null : await readNetwork(source, wanted);
      if (signal.aborted) return;
      outer?.throwIfAborted();
    } catch (error) {
      if (signal.aborted) return;
      if (isAbortError(error)) await this.#prepare();
      else this.#fail(error, source === null);
      return;
    }
    this.#worker.drop();
    this.#worker.custom = custom;
    this.#set({ network: custom ? 'custom' : 'own' });
    await this.#prepare();
    if (this.#worker.custom !== custom) return;
    if (this.#snapshot.phase.kind === 'failed') {
      // The refused network must not be in the way of the next try.
      this.#worker.custom = before;
      this.#set({ network });
    } else if (this.#snapshot.phase.kind === 'ready') await keepNetwork(custom);
  }

  async file(type: FileType): Promise<HqFile> {
    const client = await this.#worker.client(this.#work.signal);
    const { plan, network } = this.#snapshot;
    const note = { description: describePlan(plan), settings: planNote(plan, network) };
    const { bytes, type: actual } = await client.encode(type, quality, note);
    const title = paintedStyles(plan)
      .map(({ entry }) => entry.title)
      .join(' ');
    return {
      blob: new Blob([bytes], { type: actual }),
      name: fileNameOf(`hq ${title}`, new Date(), extensions[actual]),
      type: actual,
    };
  }

  async keepFilm(): Promise<void> {
    const { picture, plan } = this.#snapshot;
    if (!picture || !this.#film.ready) return;
    const title = paintedStyles(plan)
      .map(({ entry }) => entry.title)
      .join(', ');
    await this.#deps.keepFilm(await this.#film.files(picture), title.slice(0, 80));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // Not the signal: a cancelled run is forgotten, this one may go on next time.
    this.#worker.drop();
    this.#work.cancel();
    this.#deps.frame?.close();
    this.#deps.onClosed();
  }

  async #resumeKept(): Promise<void> {
    const signal = this.#begin();
    await this.#run(signal, async (client, options) => {
      const saved = await client.saved();
      if (saved) {
        this.#set({ picture: saved.preview });
        this.#plan(parseNote(saved.note, saved.settings, this.#deps.styles));
      }
      return client.startSaved(options);
    });
  }

  #begin(): AbortSignal {
    const signal = this.#work.begin();
    this.#film.clear();
    if (this.#snapshot.picture) this.#film.add(this.#snapshot.picture);
    this.#set({
      phase: { kind: 'running', paused: false, progress: null },
      losses: [],
      steppedDown: false,
    });
    return signal;
  }

  /** Never rejects: trouble is in the snapshot. */
  async #run(signal: AbortSignal, begin: Begin): Promise<void> {
    const options: HqRunOptions = {
      previewMs,
      onProgress: (progress) => this.#set(afterStep(this.#snapshot, progress)),
      onPreview: (picture) => {
        this.#film.add(picture);
        this.#set({ picture });
      },
    };
    try {
      const onLost = (): void => this.#set({ steppedDown: true });
      const { preview, ...outcome } = await runToEnd(this.#worker, begin, options, signal, onLost);
      const { width, height, optimised, limited, ending } = outcome;
      const done = { size: { width, height }, optimised, limited, kept: ending === 'kept' };
      this.#set({ picture: preview, phase: { kind: 'done', ...done, filmed: this.#film.ready } });
    } catch (error) {
      if (this.#closed) return;
      if (isAbortError(error)) await this.again();
      else this.#fail(error);
    }
  }

  async #prepare(): Promise<void> {
    if (this.#closed) return;
    this.#set({ phase: { kind: 'preparing', loaded: null } });
    const signal = this.#work.begin();
    try {
      await this.#worker.client(signal);
      // A run may have begun meanwhile.
      if (!signal.aborted) this.#set({ phase: { kind: 'ready' } });
    } catch (error) {
      if (!isAbortError(error)) this.#fail(error);
    }
  }

  /** @param own our network was to be used, none that was brought. */
  #fail(error: unknown, own = this.#worker.custom === null): void {
    this.#set({ phase: { kind: 'failed', problem: problemOf(error, own), detail: messageOf(error) } });
  }

  #setPaused(paused: boolean): void {
    const { phase } = this.#snapshot;
    if (phase.kind === 'running') this.#set({ phase: { ...phase, paused } });
  }

  #plan(change: Partial<HqPlan>): void {
    this.#set({ plan: { ...this.#snapshot.plan, ...change } });
  }

  #set(change: Partial<HqSnapshot>): void {
    if (this.#closed) return;
    this.#snapshot = { ...this.#snapshot, ...change };
    this.dispatchEvent(new Event('change'));
  }
}
