/**
 * Sets a plan's scales and shifts to the look: when the look is another, and now and then when the content's own code,
 * which a strength below 1 blends in, is read again. Everything else stays the engine's.
 */
import { ImpastoError } from '../../../shared/errors';
import { foldedStatistics } from '../../networks/nets/norm-statistics';
import type { StyleNetworks } from '../../networks/nets/style-networks';
import type { FrameSource, Look, Placement } from '../../networks/types';
import type { ContentCode } from '../common/content-code';
import type { FrameHistory } from './frame/frame-history';
import type { NetworkPlan } from './network/network-plan';

export class LookApplier {
  readonly #networks: StyleNetworks;
  readonly #content: ContentCode;
  readonly #history: FrameHistory;
  #look: Look | undefined;
  /** The look that `#plan`'s scales and shifts belong to. */
  #applied: Look | undefined;
  #plan: NetworkPlan | undefined;
  #renewing = false;

  constructor(networks: StyleNetworks, content: ContentCode, history: FrameHistory) {
    this.#networks = networks;
    this.#content = content;
    this.#history = history;
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
    if (this.look.strength < 1) this.#applied = undefined;
  }

  /** Sets the scales and shifts of `plan` when they are not the look's. Latest wins. */
  async apply(plan: NetworkPlan, frame: FrameSource, placement: Placement): Promise<void> {
    if (plan !== this.#plan) this.#applied = undefined;
    this.#plan = plan;
    for (;;) {
      const { look } = this;
      if (look === this.#applied) return;
      const code = await this.#networks.codeFor(look, () =>
        this.#content.current({ source: frame, placement }),
      );
      if (look !== this.#look) continue;
      const gammaBeta = this.#networks.transformer.gammaBeta(code);
      if (look.statistics) plan.setNorms(foldedStatistics(gammaBeta, look.statistics));
      else plan.setModulation(gammaBeta);
      this.#applied = look;
      this.#history.forget();
    }
  }

  /** When it is due, reads the content's own code again, beside the frames; it blends in, without a step. */
  renew(frame: FrameSource, placement: Placement): void {
    const { look } = this;
    const plan = this.#plan;
    if (look.strength >= 1 || look.statistics || this.#renewing || !this.#content.isDue) return;
    this.#renewing = true;
    this.#content
      .renew({ source: frame, placement })
      .then(async (own) => {
        if (!plan || this.#plan !== plan || this.#look !== look) return;
        const code = await this.#networks.codeFor(look, async () => Promise.resolve(own));
        plan.setModulation(this.#networks.transformer.gammaBeta(code));
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
