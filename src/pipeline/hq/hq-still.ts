/**
 * One HQ still from settings to file: runs the HQ worker, follows it, goes on at a smaller size when memory or GPU
 * gave out. Owns the worker and the source's frame; `close()` frees both.
 */

import { isAbortError } from '../../shared/abort';
import { isImpastoError, messageOf } from '../../shared/errors';
import type { RgbaPicture, Size } from '../../shared/picture';
import { HqClient } from '../../workers/hq/hq.client';
import type { HqRunOptions, HqOutcome } from '../../workers/hq/hq.client';
import { presetNames, stillSettings } from '../../workers/hq/hq.protocol';
import type { FileType, PresetName, HqOrder, HqSettings, StyledPart } from '../../workers/hq/hq.protocol';
import { memoryBudget } from './hq-memory';
import { describePlan, parseNote, planNote } from './hq-note';
import type { HqApi, HqFile, HqPlan, HqSnapshot, HqStyle } from '../api/hq-state';
import { problemOf } from './hq-problem';
import { keepNetwork, keptNetwork, readNetwork } from './custom-loss-network';
import type { PerceptualNetworkLoader } from '../engine/engine-supervisor';
import type { MixPart } from '../api/styles-api';
import type { BackendChoice, StyleEntry } from '../api/session-state';
import { stillName } from '../live/still';

/** What an HQ still needs from the session. */
export interface HqParts {
  readonly backend: BackendChoice;
  readonly styles: readonly StyleEntry[];
  /** Chosen for live: the shares of a mix, or one style alone. */
  readonly chosen: readonly MixPart[];
  /** 0..1, as live. */
  readonly strength: number;
  /** Null when a run from an earlier visit goes on. */
  readonly frame: HqFrame | null;
  readonly loadPerceptualNetwork: PerceptualNetworkLoader;
  /** The caller closes it. */
  readonly stylePicture: (id: string, signal: AbortSignal) => Promise<ImageBitmap>;
  readonly onClosed: () => void;
}

/** The frame that is painted. */
export interface HqFrame {
  /** Of the part that counts, px. */
  readonly size: Size;
  /** What live mode shows. */
  readonly live: RgbaPicture;
  /** A new copy, with the part that counts; the caller closes it. */
  readonly content: () => Promise<Pick<HqOrder, 'crop' | 'mirror'> & { readonly content: ImageBitmap }>;
  /** The live result with this long side, px; null when the engine cannot just now. */
  readonly styled: (longSide: number, signal: AbortSignal) => Promise<RgbaPicture | null>;
  /** What of it live mode paints; null for all of it. */
  readonly part: StyledPart | null;
  /** Frees the frame. */
  readonly close: () => void;
}

/** Largest size at which the live network makes the start, px: coarse scales need no more. */
const startLongSide = 1024;
/** JPEG and WebP, 0..1. */
const quality = 0.95;
const extensions: Readonly<Record<FileType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};
/** How often a run that lost its worker is taken up again, each time with half the memory. */
const maxRestarts = 3;
const previewMs = 1000;

/** What was chosen, as far as it is there; else the first style. */
function stylesOf({ styles, chosen }: HqParts): readonly HqStyle[] {
  const found = chosen.flatMap(({ id, weight }) => {
    const entry = styles.find((style) => style.id === id);
    return entry && weight > 0 ? [{ entry, weight }] : [];
  });
  return found.length > 0 ? found : styles.slice(0, 1).map((entry) => ({ entry, weight: 1 }));
}

export class HqStill extends EventTarget implements HqApi {
  readonly #parts: HqParts;
  /** Aborts all that is under way; a new one for each run. */
  #work = new AbortController();
  #client: HqClient | null = null;
  /** Null for ours. */
  #brought: ArrayBuffer | null = null;
  #snapshot: HqSnapshot;
  #closed = false;

  constructor(parts: HqParts) {
    super();
    this.#parts = parts;
    const { strength, frame } = parts;
    this.#snapshot = {
      phase: { kind: 'preparing', loaded: null },
      picture: frame?.live ?? null,
      sourceSize: frame?.size ?? null,
      plan: {
        preset: 'standard',
        settings: stillSettings('standard', { amount: strength }),
        styles: stylesOf(parts),
        fullSize: true,
      },
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
    this.#brought = await keptNetwork();
    this.#set({ network: this.#brought ? 'brought' : 'own' });
    if (this.#parts.frame) await this.#prepare();
    else await this.#goOn();
  }

  choosePreset(name: PresetName): void {
    const { amount, seed, colour, start, styleScale } = this.#snapshot.plan.settings;
    this.#plan({
      preset: presetNames.find((known) => known === name) ?? null,
      settings: stillSettings(name, { amount, seed, colour, start, styleScale }),
    });
  }

  changeSettings(change: Partial<HqSettings>): void {
    const { preset, settings } = this.#snapshot.plan;
    if (preset && change.start !== undefined) {
      // The way from another start is longer: so is the preset's.
      const { amount, seed, colour, styleScale } = settings;
      const { start } = change;
      this.#plan({ settings: stillSettings(preset, { amount, seed, colour, styleScale, start }) });
      return;
    }
    // What says nothing about cost and quality keeps the preset's name.
    const free = ['amount', 'seed', 'colour', 'start', 'styleScale'];
    const kept = Object.keys(change).every((name) => free.includes(name));
    this.#plan({ preset: kept ? preset : null, settings: { ...settings, ...change } });
  }

  setFullSize(fullSize: boolean): void {
    this.#plan({ fullSize });
  }

  setStyleWeight(id: string, weight: number): void {
    const { styles } = this.#snapshot.plan;
    const entry = this.#parts.styles.find((style) => style.id === id);
    if (!entry) return;
    const others = styles.filter((style) => style.entry.id !== id);
    if (weight <= 0) {
      if (others.length > 0) this.#plan({ styles: others });
      return;
    }
    const known = styles.some((style) => style.entry.id === id);
    this.#plan({
      styles: known
        ? styles.map((style) => (style.entry.id === id ? { entry, weight } : style))
        : [...styles, { entry, weight }],
    });
  }

  async start(): Promise<void> {
    const { plan, phase } = this.#snapshot;
    const { frame } = this.#parts;
    if (phase.kind !== 'ready' || !frame) return;
    const { signal } = this.#begin();
    await this.#run(signal, async (client, options) => {
      const styles = await Promise.all(
        plan.styles.map(async ({ entry, weight }) => ({
          picture: await this.#parts.stylePicture(entry.id, signal),
          weight,
        })),
      );
      const { longSide, start } = plan.settings;
      const styled =
        start === 'picture' ? await frame.styled(Math.min(longSide, startLongSide), signal) : null;
      const order: HqOrder = {
        ...(await frame.content()),
        styles,
        // Without the engine the live picture as it is shown has to do.
        ...(start === 'picture' && { start: styled ?? frame.live }),
        ...(frame.part && { part: frame.part }),
        settings: plan.settings,
        fullSize: plan.fullSize,
        memoryBytes: memoryBudget(),
        keepAs: planNote(plan),
      };
      return client.start(order, options);
    });
  }

  pause(): void {
    this.#setPaused(true);
    void this.#client?.pause().catch(() => undefined);
  }

  resume(): void {
    this.#setPaused(false);
    void this.#client?.resume().catch(() => undefined);
  }

  keep(): void {
    if (this.#snapshot.phase.kind !== 'running') return;
    this.#set({ phase: { kind: 'finishing' } });
    void this.#client?.keep().catch(() => undefined);
  }

  cancel(): void {
    this.#work.abort();
  }

  async again(): Promise<void> {
    if (!this.#parts.frame) {
      this.close();
      return;
    }
    this.#set({ picture: this.#parts.frame.live, losses: [], steppedDown: false });
    await this.#prepare();
  }

  async useNetwork(source: Blob | string | null, signal?: AbortSignal): Promise<void> {
    const { network } = this.#snapshot;
    const before = this.#brought;
    try {
      this.#brought = source === null ? null : await readNetwork(source, signal);
    } catch (error) {
      if (!isAbortError(error)) this.#fail(error, source === null);
      return;
    }
    this.#client?.destroy();
    this.#client = null;
    this.#set({ network: this.#brought ? 'brought' : 'own' });
    await this.#prepare();
    if (this.#snapshot.phase.kind === 'failed') {
      // The refused network must not be in the way of the next try.
      this.#brought = before;
      this.#set({ network });
      return;
    }
    await keepNetwork(this.#brought);
  }

  async file(type: FileType): Promise<HqFile> {
    const client = this.#client ?? (await this.#makeClient(this.#work.signal));
    const { plan, network } = this.#snapshot;
    const note = { description: describePlan(plan), settings: planNote(plan, network) };
    const { bytes, type: actual } = await client.encode(type, quality, note);
    const title = plan.styles.map(({ entry }) => entry.title).join(' ');
    return {
      blob: new Blob([bytes], { type: actual }),
      name: stillName(`hq ${title}`, new Date(), extensions[actual]),
      type: actual,
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // Not the signal: a cancelled run is forgotten, this one may go on next time.
    this.#client?.destroy();
    this.#client = null;
    this.#work.abort();
    this.#parts.frame?.close();
    this.#parts.onClosed();
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#begin();
    await this.#run(signal, async (client, options) => {
      const saved = await client.saved();
      if (saved) {
        this.#set({ picture: saved.preview });
        this.#plan(parseNote(saved.note, saved.settings, this.#parts.styles));
      }
      return client.startSaved(options);
    });
  }

  #begin(): AbortController {
    this.#work = new AbortController();
    this.#set({
      phase: { kind: 'running', paused: false, progress: null },
      losses: [],
      steppedDown: false,
    });
    return this.#work;
  }

  /** Runs, and takes the run up again with less memory when the worker was lost. Never rejects. */
  async #run(
    signal: AbortSignal,
    begin: (client: HqClient, options: HqRunOptions) => Promise<HqOutcome>,
  ): Promise<void> {
    const options: HqRunOptions = {
      signal,
      previewMs,
      onProgress: (progress) => {
        const { phase, losses } = this.#snapshot;
        if (phase.kind !== 'running' && phase.kind !== 'finishing') return;
        const last = progress.iteration === progress.iterations;
        this.#set({
          losses: [...losses, progress.losses],
          steppedDown: this.#snapshot.steppedDown || progress.limited,
          phase: last || phase.kind === 'finishing' ? { kind: 'finishing' } : { ...phase, progress },
        });
      },
      onPreview: (picture) => this.#set({ picture }),
    };
    try {
      let outcome: HqOutcome | null = null;
      let lost: unknown;
      for (let restart = 0; !outcome; restart++) {
        try {
          const client = await this.#makeClient(signal);
          outcome =
            restart === 0
              ? await begin(client, options)
              : await client.startSaved({ ...options, memoryBytes: memoryBudget() / 2 ** restart });
        } catch (error) {
          // Nothing was kept to go on with: what counts is why the worker went.
          if (restart > 0 && isImpastoError(error, 'storage')) throw lost;
          if (!isImpastoError(error, 'engine-lost') || restart >= maxRestarts) throw error;
          lost = error;
          this.#client?.destroy();
          this.#client = null;
          this.#set({ steppedDown: true });
        }
      }
      const { width, height, optimised, limited, ending, preview } = outcome;
      this.#set({
        picture: preview,
        phase: { kind: 'done', size: { width, height }, optimised, limited, kept: ending === 'kept' },
      });
    } catch (error) {
      if (this.#closed) return;
      if (isAbortError(error)) await this.again();
      else this.#fail(error);
    }
  }

  async #prepare(): Promise<void> {
    this.#set({ phase: { kind: 'preparing', loaded: null } });
    if (this.#work.signal.aborted) this.#work = new AbortController();
    try {
      await this.#makeClient(this.#work.signal);
      this.#set({ phase: { kind: 'ready' } });
    } catch (error) {
      if (!this.#closed && !isAbortError(error)) this.#fail(error);
    }
  }

  async #makeClient(signal: AbortSignal): Promise<HqClient> {
    if (this.#client) return this.#client;
    const lossNetwork = this.#brought ?? (await this.#loadOwn(signal));
    this.#client = await HqClient.create({ lossNetwork, backend: this.#parts.backend, signal });
    this.#set({ backend: this.#client.info.backend });
    return this.#client;
  }

  /** Ours, its progress shown while nothing else is to be seen. */
  async #loadOwn(signal: AbortSignal): Promise<ArrayBuffer> {
    return this.#parts.loadPerceptualNetwork(({ loadedBytes, totalBytes }) => {
      if (this.#snapshot.phase.kind !== 'preparing') return;
      this.#set({ phase: { kind: 'preparing', loaded: loadedBytes / totalBytes } });
    }, signal);
  }

  /** @param own our network was to be used, none that was brought. */
  #fail(error: unknown, own = this.#brought === null): void {
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
