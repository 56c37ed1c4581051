/**
 * Sets a plan's scales and shifts to the look: when the look is another, and now and then when the content's own code,
 * which a strength below 1 blends in, is read again. Everything else stays the engine's.
 */
import { ImpastoError } from '../../../shared/errors';
import { foldedStatistics } from '../../networks/nets/norm-statistics';
import { blendsContent, sameStyles } from '../../networks/nets/look';
import type { StyleNetworks } from '../../networks/nets/style-networks';
import type { FrameSource, Look, PersonMask, Placement } from '../../networks/types';
import type { ContentCode } from '../common/content-code';
import { PeopleLook } from '../common/people-look';
import type { FrameHistory } from './frame/frame-history';
import type { NetworkPlan } from './network/network-plan';
import type { TwoStylePipelines } from './network/two-style-pipelines';

export class LookApplier {
  readonly #networks: StyleNetworks;
  readonly #content: ContentCode;
  readonly #history: FrameHistory;
  readonly #two: TwoStylePipelines;
  readonly #people = new PeopleLook();
  #look: Look | undefined;
  /** The look of this source's latest frame: it stays on screen while what the next one needs is compiled. */
  #shown: Look | undefined;
  /** The look that `#plan`'s scales and shifts belong to, with the mask of its people. */
  #applied: Look | undefined;
  /** The same as it was set; none while another look is drawn until its kernels are there. */
  #appliedAs: Look | undefined;
  #plan: NetworkPlan | undefined;
  #renewing = false;

  constructor(networks: StyleNetworks, content: ContentCode, history: FrameHistory, two: TwoStylePipelines) {
    this.#networks = networks;
    this.#content = content;
    this.#history = history;
    this.#two = two;
  }

  set(look: Look): void {
    this.#look = look;
  }

  /** @throws ImpastoError `invalid-argument` before the first `set`. */
  get look(): Look {
    if (!this.#look) throw new ImpastoError('invalid-argument', 'Set a look first.');
    return this.#look;
  }

  /** The look brings its statistics: its frames are those of a file that is converted, each worth waiting for. */
  get lasting(): boolean {
    return this.#look?.statistics !== undefined;
  }

  /** The plan's norms are set, not measured. */
  get fixedStatistics(): boolean {
    return this.#applied?.statistics !== undefined;
  }

  /** Another source: nothing of the earlier one counts. */
  cut(): void {
    this.#content.forget();
    this.#history.forget();
    this.#shown = undefined;
    if (blendsContent(this.look)) this.#applied = undefined;
  }

  /**
   * Sets the scales and shifts of `plan` when they are not the look's. Latest wins.
   * @param people in this frame, where the look asks for them
   * @param waits for the very look; else the one on screen stays while kernels for the next are compiled
   * @throws ImpastoError `engine-failed` when the driver refuses one of them.
   */
  async apply(
    plan: NetworkPlan,
    frame: FrameSource,
    placement: Placement,
    people: PersonMask | null,
    waits = this.lasting,
  ): Promise<void> {
    if (plan !== this.#plan) this.#applied = undefined;
    this.#plan = plan;
    for (;;) {
      const wanted = this.look;
      const seen = this.#people.seen(wanted, people);
      const look = await this.#drawable(seen, waits);
      const appliedAs = look === seen ? wanted : undefined;
      if (look === this.#applied || this.#moved(plan, look)) {
        this.#appliedAs = appliedAs;
        return;
      }
      const styles = await this.#networks.gammaBetasFor(look, () =>
        this.#content.current({ source: frame, placement }),
      );
      if (wanted !== this.#look) continue;
      const given = [look.statistics, look.second?.statistics];
      const folded = styles.flatMap((gammaBeta, style) => {
        const statistics = given[style];
        return statistics ? [foldedStatistics(gammaBeta, statistics)] : [];
      });
      if (look.statistics) plan.setNorms(folded);
      else plan.setModulation(styles);
      plan.setMask(look.second?.mask ?? null);
      this.#applied = this.#shown = look;
      this.#appliedAs = appliedAs;
      this.#history.forget();
    }
  }

  /** Where only the mask is another, only it is set: nothing remembered of earlier frames is wrong. */
  #moved(plan: NetworkPlan, look: Look): boolean {
    const { second } = look;
    const before = this.#applied;
    if (!second || !before?.second || !sameStyles(before, look)) return false;
    if (look.statistics !== before.statistics) return false;
    if (second.statistics !== before.second.statistics) return false;
    plan.setMask(second.mask);
    this.#applied = this.#shown = look;
    return true;
  }

  /** The look itself; while its kernels are compiled, the one on screen, or its first style alone where there is none. */
  async #drawable(look: Look, waits: boolean): Promise<Look> {
    if (!look.second || this.#two.ready) return look;
    const compiling = this.#two.compile();
    if (waits) {
      await compiling;
      return look;
    }
    // What it fails with comes from `ready`, at the next frame.
    compiling.catch(() => undefined);
    const { mix, strength } = look;
    return (this.#shown ??= { mix, strength });
  }

  /** When it is due, reads the content's own code again, beside the frames; it blends in, without a step. */
  renew(frame: FrameSource, placement: Placement): void {
    const { look } = this;
    const plan = this.#plan;
    if (!this.#applied || look !== this.#appliedAs || look.statistics || this.#renewing) return;
    if (!blendsContent(look) || !this.#content.isDue) return;
    this.#renewing = true;
    this.#content
      .renew({ source: frame, placement })
      .then(async (own) => {
        if (!plan || this.#plan !== plan || this.#look !== look) return;
        plan.setModulation(await this.#networks.gammaBetasFor(look, () => Promise.resolve(own)));
        this.#history.modulationChanged();
      })
      // A reading that fails costs nothing: the next one is due soon.
      .catch(() => undefined)
      .finally(() => (this.#renewing = false));
  }

  /** Nothing is set any more: readings under way count for nothing. */
  destroy(): void {
    this.#plan = undefined;
  }
}
