/**
 * Converts video files with the running engine, whose canvas shows each frame as it is painted; the live picture rests
 * meanwhile. What the interface sees of it: the file that was opened, its options, progress and result. Owns the
 * conversion under way; the engine stays the session's.
 */
import { abortable, isAbortError } from '../../shared/async/abort';
import { Latest } from '../../shared/async/latest';
import { ConvertClient } from '../../workers/convert/convert.client';
import type { ConvertEvent, VideoFacts } from '../../workers/convert/convert.client';
import type { WorkerPort } from '../../workers/rpc/worker-port';
import type { ConvertApi, ConvertOptions, ConvertState, KeyframePalette } from '../api/convert-state';
import type { Notice } from '../api/session-state';
import type { EngineSupervisor } from '../engine/engine-supervisor';
import type { LivePicture } from '../live/live-picture';
import { renderOptionsOf } from '../live/picture-options';
import type { SourceManager } from '../sources/source-manager';
import type { Activity } from '../state/activity';
import type { AppSettings } from '../state/app-settings';
import { storageRoom } from '../storage/storage-gauge';
import type { PlacedLook, StyleChoice } from '../styles/style-choice';
import type { StyleSelection } from '../styles/style-selection';
import { putFinished } from '../takes/take-finish';
import type { TakeLibrary } from '../takes/take-library';
import { lockTake } from '../takes/take-store';
import type { TakeStore } from '../takes/take-store';
import { ConvertJob } from './convert-job';
import {
  bitrateOf,
  estimatedBytes,
  failureOf,
  firstOptions,
  legalOptions,
  paintedSize,
  takeName,
} from './convert-plan';
import { EngineRetries } from './engine-retries';

export interface ConvertDeps {
  readonly engine: Pick<EngineSupervisor, 'running'>;
  readonly choice: Pick<StyleChoice, 'lookFor' | 'code'>;
  readonly styles: Pick<StyleSelection, 'entries' | 'title'>;
  readonly settings: Pick<AppSettings, 'current'>;
  readonly sources: Pick<SourceManager, 'videoFile'>;
  readonly live: Pick<LivePicture, 'findPeople' | 'resume'>;
  readonly library: Pick<TakeLibrary, 'store' | 'enlist'>;
  readonly activity: Pick<Activity, 'beginOrTell'>;
  readonly notify: (notice: Notice) => void;
  /** Makes a convert worker; for tests. */
  readonly spawn?: () => WorkerPort;
}

/** A file that can be converted. */
interface OpenVideo {
  readonly file: File;
  readonly facts: VideoFacts;
  /** Free storage when it was opened, bytes; null where the browser does not tell. */
  readonly free: number | null;
}

type Step = Extract<ConvertState, { kind: 'running' }>['step'];

export class Converter extends EventTarget implements ConvertApi {
  readonly #deps: ConvertDeps;
  readonly #engines: EngineRetries;
  #state: ConvertState = { kind: 'idle' };
  #video: OpenVideo | null = null;
  readonly #opening = new Latest();
  #job: ConvertJob | null = null;
  /** The person does not want the conversion under way any more. */
  #cancelled = false;
  #paintingSince = 0;

  constructor(deps: ConvertDeps) {
    super();
    this.#deps = deps;
    this.#engines = new EngineRetries(deps.engine);
  }

  get palette(): KeyframePalette {
    const { styleId, strength, second } = this.#deps.settings.current;
    return {
      styles: this.#deps.styles.entries.map(({ id, title }) => ({ id, title })),
      styleId,
      strength,
      secondInHand: second?.secondInHand ?? null,
    };
  }

  get state(): ConvertState {
    return this.#state;
  }

  async open(given: File | null): Promise<void> {
    if (this.#job) {
      if (given) this.#deps.notify({ code: 'busy', activity: 'converting' });
      return;
    }
    const file = given ?? this.#deps.sources.videoFile;
    if (!file) return;
    const signal = this.#opening.begin();
    const { name } = file;
    this.#set({ kind: 'inspecting', name });
    const nothing = (): void => undefined;
    const client = new ConvertClient(nothing, nothing, this.#deps.spawn);
    try {
      const found = await client.inspect(file, signal);
      const free = (await storageRoom())?.free ?? null;
      if (signal.aborted) return;
      if ('problem' in found) {
        this.#set({ kind: 'refused', name, problem: found.problem });
        return;
      }
      this.#video = { file, facts: found.facts, free };
      this.#ready(this.#video, firstOptions(found.facts));
    } catch (error) {
      if (!isAbortError(error)) this.#set({ kind: 'refused', name, problem: 'not-video' });
    } finally {
      client.destroy();
    }
  }

  setOptions(change: Partial<ConvertOptions>): void {
    if (this.#state.kind === 'ready' && this.#video)
      this.#ready(this.#video, { ...this.#state.options, ...change });
  }

  async start(): Promise<void> {
    const video = this.#video;
    const { choice, activity, notify, live } = this.#deps;
    if (this.#state.kind !== 'ready' || !video || this.#job) return;
    const { options, name } = this.#state;
    const { width, height } = paintedSize(video.facts, options);
    const placed = choice.lookFor(width / height);
    if (!placed) return;
    const end = activity.beginOrTell('converting', notify);
    if (!end) return;
    const id = `take-${crypto.randomUUID()}`;
    const unlock = lockTake(id);
    const job = this.#newJob(video, options);
    this.#run(name, 'measuring', 0, 0);
    try {
      const store = await this.#deps.library.store();
      if (!store) throw new Error('There is no storage.');
      this.#set(await this.#convert(job, video, options, placed, { id, store }));
    } catch (error) {
      job.destroy();
      // What is left of it on disk goes at the next visit, at the latest.
      await this.#forget(id).catch(() => undefined);
      if (this.#cancelled) this.#set({ kind: 'idle' });
      else this.#set({ kind: 'failed', name, failure: failureOf(error) });
    } finally {
      job.destroy();
      this.#job = null;
      unlock();
      end();
      live.resume();
    }
  }

  cancel(): void {
    this.#opening.cancel();
    this.#video = null;
    if (this.#job) {
      this.#cancelled = true;
      this.#job.cancel();
    } else this.#set({ kind: 'idle' });
  }

  destroy(): void {
    this.cancel();
  }

  /** Of the styles in the picture, in order. */
  get #titles(): readonly string[] {
    const { styles, settings } = this.#deps;
    const { second } = settings.current;
    if (!second) return [styles.title];
    const other = styles.entries.find(({ id }) => id === second.other.styleId)?.title ?? '';
    return second.secondInHand ? [other, styles.title] : [styles.title, other];
  }

  #newJob({ facts }: OpenVideo, options: ConvertOptions): ConvertJob {
    this.#cancelled = false;
    this.#job = new ConvertJob(paintedSize(facts, options), {
      engines: this.#engines,
      styleCode: (id, signal) => this.#deps.choice.code(id, signal),
      // As the live picture, but whole.
      options: renderOptionsOf({ ...this.#deps.settings.current, splitView: false }, true),
      onProgress: (event) => this.#progress(event),
      spawn: this.#deps.spawn,
    });
    return this.#job;
  }

  /** Both passes, then the entry in the library. @returns the state it ends in */
  async #convert(
    job: ConvertJob,
    { file, facts }: OpenVideo,
    options: ConvertOptions,
    placed: PlacedLook,
    { id, store }: { readonly id: string; readonly store: TakeStore },
  ): Promise<ConvertState> {
    const { name } = file;
    const title = takeName(this.#titles, name);
    // Beside the measuring: else the first frames would be painted as if there were no people.
    const people = this.#deps.live.findPeople();
    await job.measure(file, options, placed, (progress) => this.#run(name, 'measuring', progress, 0));
    await abortable(people, job.signal);
    this.#paintingSince = performance.now();
    this.#run(name, 'painting', 0, 0);
    const done = await job.paint(file, id, options, bitrateOf(facts, options));
    if ('problem' in done) {
      await this.#forget(id);
      return { kind: 'refused', name, problem: done.problem };
    }
    if (done.lostSounds > 0) this.#deps.notify({ code: 'sound-lost', tracks: done.lostSounds });
    const take = await putFinished(store, { id, name: title, poster: done.poster }, done.take);
    return { kind: 'done', take: await this.#deps.library.enlist(take) };
  }

  #progress(event: Exclude<ConvertEvent, { kind: 'paint' }>): void {
    if (this.#state.kind !== 'running') return;
    const { name, frames } = this.#state;
    if (event.kind === 'progress') this.#run(name, 'painting', event.progress, event.frames);
    else this.#run(name, 'saving', event.progress, frames);
  }

  #ready({ file, facts, free }: OpenVideo, wanted: ConvertOptions): void {
    const options = legalOptions(facts, wanted);
    const sizeBytes = estimatedBytes(facts, options);
    // Twice: once as it grows, once seekable.
    const fits = free === null || 2 * sizeBytes < free;
    this.#set({ kind: 'ready', name: file.name, facts, options, sizeBytes, fits });
  }

  #run(name: string, step: Step, progress: number, frames: number): void {
    const elapsed = (performance.now() - this.#paintingSince) / 1000;
    const secondsLeft = step === 'painting' && progress > 0.01 ? (elapsed / progress) * (1 - progress) : null;
    this.#set({ kind: 'running', name, step, progress, frames, secondsLeft });
  }

  /** Nothing is left behind: an entry without a file would be a tile that cannot be opened. */
  async #forget(id: string): Promise<void> {
    const store = await this.#deps.library.store();
    await store?.remove(id);
    await store?.removeFiles(id);
  }

  #set(state: ConvertState): void {
    this.#state = state;
    this.dispatchEvent(new Event('change'));
  }
}
