/**
 * One optimisation from the coarsest scale to the finest. Owns the losses of the scale at hand (freed when the run
 * ends, however it ends); the network stays the caller's. Runs on any tfjs backend, in a worker and in Node.
 */

import { delay, throwIfAborted } from '../../../shared/async/abort';
import { required } from '../../../shared/assert';
import { ImpastoError } from '../../../shared/errors';
import { isOutOfMemory } from '../../../shared/out-of-memory';
import type { RgbaPicture, Size } from '../../../shared/picture';
import { Adam } from '../optimiser/adam';
import { greyGradient } from '../picture/colour';
import type { FeatureNetwork } from '../loss/feature-network';
import { toFloatPicture, toRgbaPicture } from '../picture/float-picture';
import type { FloatPicture } from '../picture/float-picture';
import { Gate } from './gate';
import { guidedUpscale } from '../picture/guided-upscale';
import { ImageLoss } from '../loss/image-loss';
import { Lbfgs } from '../optimiser/lbfgs';
import type { Evaluate } from '../loss/losses';
import { costOfRun, pixelsAtOnce, withinMemory } from '../job/memory-limit';
import type { Optimiser, OptimiserState } from '../optimiser/optimiser';
import { prepareJob } from '../job/prepare-job';
import type { PreparedJob } from '../job/prepare-job';
import { addDetail, clampPicture, resample } from '../picture/resample';
import { fitLongSide, planScales, styleSizeAt } from '../job/scales';
import type { Scale } from '../job/scales';
import { checkJob, jobFingerprint } from '../job/hq-job';
import type { HqJob } from '../job/hq-job';
import type { HqRunState } from '../store/run-state';
import { iterationsBefore, RunProgress } from './run-progress';
import type { RunPosition } from './run-progress';
import { startDetail, startPicture } from './start-picture';
import { withCamera } from './with-camera';
import type { Losses, HqProgress, HqResult } from '../hq.protocol';

export class HqRun {
  readonly #network: FeatureNetwork;
  readonly #job: HqJob;
  readonly #prepared: PreparedJob;
  readonly #cost: ReturnType<typeof costOfRun>;
  #scales: readonly Scale[];
  readonly #fingerprint: string;
  readonly #gate = new Gate();
  readonly #progress = new RunProgress();
  #scale = 0;
  #iteration = 0;
  #optimiser: Optimiser | undefined;
  #losses: Losses | undefined;
  #kept = false;
  #limited = false;
  /** The finished picture of the scale before, to go back to when there is no memory for the next. */
  #before: FloatPicture | undefined;

  /**
   * @param state from `exportState` of a run of the same job; it goes on from there.
   * @throws ImpastoError `invalid-argument` when the job is illegal or the state belongs to another.
   */
  constructor(network: FeatureNetwork, job: HqJob, state?: HqRunState) {
    checkJob(job);
    this.#network = network;
    this.#job = job;
    this.#fingerprint = jobFingerprint(job);
    this.#prepared = prepareJob(job);
    const wanted = planScales(job.content, job.settings, network.minSide);
    this.#cost = costOfRun(network, job.second !== undefined);
    this.#scales = withinMemory(wanted, this.#cost, job.memoryBytes);
    this.#limited = this.#scales.length < wanted.length;
    if (!state) return;
    // A saved scale fitted into memory when it was saved; a smaller budget now counts for those to come.
    this.#scales = wanted.slice(0, Math.max(this.#scales.length, state.scale + 1));
    const scale = this.#scales[state.scale];
    if (state.fingerprint !== this.#fingerprint || !scale || state.iteration > scale.iterations) {
      throw new ImpastoError('invalid-argument', 'The saved run belongs to other pictures or settings.');
    }
    this.#scale = state.scale;
    this.#iteration = state.iteration;
    this.#optimiser = this.#makeOptimiser(
      scale,
      new Float32Array(scale.width * scale.height * 3),
      state.optimiser,
    );
  }

  get paused(): boolean {
    return this.#gate.closed;
  }

  /** Stops before the next iteration until `resume`. Idempotent. */
  pause(): void {
    this.#gate.close();
  }

  /** Idempotent. */
  resume(): void {
    this.#gate.open();
  }

  /** Ends the run after the iteration at hand; `run` then resolves with what there is. */
  keep(): void {
    this.#kept = true;
    this.#gate.open();
  }

  /** The state after the last whole iteration. Undefined before the run has begun. A copy. */
  exportState(): HqRunState | undefined {
    if (!this.#optimiser) return undefined;
    return {
      fingerprint: this.#fingerprint,
      scale: this.#scale,
      iteration: this.#iteration,
      optimiser: this.#optimiser.exportState(),
    };
  }

  /** The picture as it is now, at the size of the scale at hand. Undefined before the run has begun. */
  picture(): RgbaPicture | undefined {
    const now = this.#current();
    if (!now) return undefined;
    const camera = (): RgbaPicture => toRgbaPicture(resample(toFloatPicture(this.#job.content), now));
    return withCamera(toRgbaPicture(now), camera, this.#job);
  }

  /** The picture at the guide's size, where there is one that is larger. */
  #finishedPicture(): RgbaPicture {
    const { guide } = this.#job;
    const now = required(this.#current(), 'picture');
    if (!guide || guide.width <= now.width) return required(this.picture(), 'picture');
    const content = clampPicture(resample(this.#prepared.content, now));
    const large = guidedUpscale(now, content, guide);
    return withCamera(large, () => guide, this.#job);
  }

  /**
   * Runs to the end. Gives way to other tasks after each iteration.
   * @throws AbortError; ImpastoError `engine-failed` when the numbers run away; what the backend throws. Nothing stays
   *   allocated.
   */
  async run(onProgress?: (progress: HqProgress) => void, signal?: AbortSignal): Promise<HqResult> {
    throwIfAborted(signal);
    for (;;) {
      try {
        await this.#runScale(onProgress, signal);
      } catch (error) {
        if (!isOutOfMemory(error) || !this.#stepDown()) throw error;
        continue;
      }
      if (this.#kept || this.#scale + 1 >= this.#scales.length) break;
      this.#enterNextScale();
    }
    const { width, height } = this.#scaleAt(this.#scale);
    return {
      picture: this.#finishedPicture(),
      ending: this.#kept ? 'kept' : 'finished',
      iterations: iterationsBefore(this.#position) + this.#iteration,
      losses: this.#losses,
      optimised: { width, height },
      limited: this.#limited,
    };
  }

  async #runScale(onProgress?: (progress: HqProgress) => void, signal?: AbortSignal): Promise<void> {
    const scale = this.#scaleAt(this.#scale);
    const { settings } = this.#job;
    this.#optimiser ??= this.#makeOptimiser(
      scale,
      startPicture(this.#job.settings, this.#prepared, scale).data,
    );
    if (this.#kept || this.#iteration >= scale.iterations) return;
    const loss = await this.#makeLoss(scale);
    try {
      const evaluate: Evaluate = async (position) => {
        throwIfAborted(signal);
        const evaluation = await loss.evaluate(position);
        if (settings.colour === 'luma') greyGradient(evaluation.gradient);
        return evaluation;
      };
      while (this.#iteration < scale.iterations && !this.#isKept()) {
        await this.#gate.pass(signal);
        // A macrotask: on wasm and cpu nothing else would let messages in.
        await delay(0, signal);
        // Both `pause` and `keep` may have come in the meantime.
        if (this.#gate.closed || this.#isKept()) continue;
        const startedAt = performance.now();
        const { losses } = await this.#optimiser.step(evaluate);
        throwIfAborted(signal);
        if (!Number.isFinite(losses.total)) {
          throw new ImpastoError(
            'engine-failed',
            'The optimisation left the range of numbers; try a smaller step.',
          );
        }
        this.#iteration++;
        this.#losses = losses;
        this.#progress.note(scale, performance.now() - startedAt);
        onProgress?.(this.#progressNow(losses));
      }
    } finally {
      loss.dispose();
    }
  }

  /** Read through a call: TypeScript does not know that `keep()` may run during an `await`. */
  #isKept(): boolean {
    return this.#kept;
  }

  async #makeLoss(size: Size): Promise<ImageLoss> {
    const { content, styles, second } = this.#prepared;
    const { amount, styleScale, weights } = this.#job.settings;
    const { minSide } = this.#network;
    const sized = (pictures: typeof styles) =>
      pictures.map(({ picture, weight }) => ({
        picture: resample(picture, styleSizeAt(picture, size, styleScale, minSide)),
        weight,
      }));
    return ImageLoss.create(
      this.#network,
      clampPicture(resample(content, size)),
      {
        styles: sized(styles),
        amount,
        ...(second && { second: { ...second, styles: sized(second.styles) } }),
      },
      // Smoothness is part of the style: at amount 0 the content itself must be the optimum.
      { ...weights, tv: weights.tv * Math.max(amount, second?.amount ?? 0) },
      pixelsAtOnce(size, this.#cost, this.#job.memoryBytes),
    );
  }

  #makeOptimiser({ iterations: steps }: Scale, start: Float32Array, state?: OptimiserState): Optimiser {
    const { optimiser, stepSize, averaging } = this.#job.settings;
    return optimiser === 'adam'
      ? new Adam(start, { stepSize, steps, averaging, limits: [0, 1] }, state)
      : new Lbfgs(start, {}, state);
  }

  /**
   * There is no memory for the scale at hand: the one before becomes the last and its picture the result; the coarsest
   * begins anew at half the pixels. @returns false when it cannot get smaller.
   */
  #stepDown(): boolean {
    const { minSide } = this.#network;
    this.#limited = true;
    if (this.#before) {
      this.#scales = this.#scales.slice(0, this.#scale);
      this.#scale--;
      this.#iteration = this.#scaleAt(this.#scale).iterations;
      this.#optimiser = this.#makeOptimiser(this.#scaleAt(this.#scale), this.#before.data);
      return true;
    }
    const { iterations, ...size } = this.#scaleAt(this.#scale);
    const smaller = fitLongSide(size, Math.max(size.width, size.height) / Math.SQRT2, minSide);
    if (smaller.width === size.width && smaller.height === size.height) return false;
    const now = this.#current();
    const scale = { ...smaller, iterations };
    this.#scales = [scale];
    this.#scale = 0;
    this.#iteration = 0;
    this.#optimiser = now && this.#makeOptimiser(scale, clampPicture(resample(now, smaller)).data);
    return true;
  }

  /** Takes the picture to the next scale, where the optimiser starts anew. */
  #enterNextScale(): void {
    const from = this.#scaleAt(this.#scale);
    const to = this.#scaleAt(this.#scale + 1);
    this.#before = required(this.#current(), 'picture');
    const detail = startDetail(this.#job.settings, this.#prepared, from, to);
    const picture = clampPicture(addDetail(resample(this.#before, to), detail));
    this.#optimiser = this.#makeOptimiser(to, picture.data);
    this.#scale++;
    this.#iteration = 0;
  }

  /** The averaged iterate, limited to 0..1; a copy. */
  #current(): FloatPicture | undefined {
    if (!this.#optimiser) return undefined;
    const { width, height } = this.#scaleAt(this.#scale);
    return clampPicture({ data: this.#optimiser.result.slice(), width, height });
  }

  #scaleAt(index: number): Scale {
    return required(this.#scales[index], 'scale');
  }

  get #position(): RunPosition {
    return { scales: this.#scales, scale: this.#scale, iteration: this.#iteration };
  }

  #progressNow(losses: Losses): HqProgress {
    const { width, height } = this.#scaleAt(this.#scale);
    return { width, height, limited: this.#limited, losses, ...this.#progress.at(this.#position) };
  }
}
