/**
 * The scale and shift tensors of the look that frames are shown in: made when it is another, when the content's own code or
 * a style's statistics are read again, or for another size. Owns them; `destroy()` frees them.
 */
import { required } from '../../../shared/assert';
import { ImpastoError } from '../../../shared/errors';
import type { Size } from '../../../shared/picture';
import { blendsContent, sameStyles } from '../../networks/nets/look';
import { areCut, blendStatistics } from '../../networks/nets/norm-statistics';
import type { StyleNetworks } from '../../networks/nets/style-networks';
import type { Modulation } from '../../networks/nets/transformer';
import { wholePicture } from '../common/content-code';
import type { Content, ContentCode } from '../common/content-code';
import type { LivePath } from '../common/live-path';
import { PeopleLook } from '../common/people-look';
import type { Look, NormStatistics, Pair, PersonMask, StyleCode } from '../../networks/types';

/**
 * Of two styles each is measured alone in every so many frames, in turn: measuring takes as long as a frame, and light
 * changes slowly.
 */
const measureEvery = 8;

/** Share of a new measurement in the average: steps would be seen as flicker. */
const measuredShare = 0.5;

export class LiveModulation {
  readonly #networks: StyleNetworks;
  readonly #content: ContentCode;
  readonly #peopleLook = new PeopleLook();
  #look: Look | undefined;
  #people: PersonMask | null = null;
  #made: Modulation | undefined;
  /** Each style's own statistics over the latest frames, while a look of two styles is shown. */
  #measured: { readonly look: Look; readonly values: Pair<NormStatistics> } | undefined;
  #frames = 0;

  constructor(networks: StyleNetworks, content: ContentCode) {
    this.#networks = networks;
    this.#content = content;
  }

  set(look: Look): void {
    this.#look = look;
    this.#drop();
  }

  /** Those of the frames from now on, for looks whose second style is behind them. */
  setPeople(people: PersonMask | null): void {
    if (people === this.#people) return;
    this.#people = people;
    this.#drop();
  }

  /** With the mask of its people. @throws ImpastoError `invalid-argument` before the first `set`. */
  get look(): Look {
    if (!this.#look) throw new ImpastoError('invalid-argument', 'Set a look first.');
    return this.#peopleLook.seen(this.#look, this.#people);
  }

  /** The look brings its statistics: its frames are those of a file that is converted, each worth waiting for. */
  get lasting(): boolean {
    return this.#look?.statistics !== undefined;
  }

  /** Another source: nothing of the earlier one counts. */
  cut(): void {
    this.#content.forget();
    this.#measured = undefined;
    if (blendsContent(this.look) || this.look.second) this.#drop();
  }

  /**
   * Of the frame that `live` has. Use it before the next await.
   * @param exact two styles' statistics are this very frame's: it takes three times as long
   */
  async current(live: LivePath, size: Size, exact: boolean): Promise<Modulation> {
    if (exact && this.look.second && !this.look.statistics) {
      this.#measured = undefined;
      this.#drop();
    }
    for (;;) {
      if (this.#made?.fits(size) === true) return this.#made;
      const { look } = this;
      const made = await this.#make(look, live, size);
      // A newer look may have come meanwhile: latest wins. Or another call made the same, which may be in use.
      if (look !== this.look || this.#made?.fits(size) === true) made.dispose();
      else {
        this.#drop();
        this.#made = made;
      }
    }
  }

  /** Reads again what is due, beside the frames. */
  async renew(live: LivePath): Promise<void> {
    const { look } = this;
    if (blendsContent(look) && this.#content.isDue) {
      await this.#content.renew(contentOf(live));
      this.#drop();
    }
    this.#frames += 1;
    if (this.#measured && this.#frames % measureEvery === 0) {
      await this.#measureOne((this.#frames / measureEvery) % 2 === 0 ? 0 : 1, live);
      this.#drop();
    }
  }

  /** Idempotent. */
  destroy(): void {
    this.#drop();
  }

  #drop(): void {
    this.#made?.dispose();
    this.#made = undefined;
  }

  #codes(look: Look, live: LivePath): Promise<readonly [StyleCode] | Pair<StyleCode>> {
    return this.#networks.codesFor(look, () => this.#content.current(contentOf(live)));
  }

  async #make(look: Look, live: LivePath, size: Size): Promise<Modulation> {
    const { transformer } = this.#networks;
    const codes = await this.#codes(look, live);
    if (!look.second || codes.length === 1) return transformer.modulation(codes[0], look.statistics);
    return transformer.modulationOfTwo(
      codes,
      look.second.mask,
      size,
      await this.#statistics(look, codes, live),
    );
  }

  async #statistics(look: Look, codes: Pair<StyleCode>, live: LivePath): Promise<Pair<NormStatistics>> {
    if (look.statistics && look.second?.statistics) return [look.statistics, look.second.statistics];
    if (this.#measured && sameStyles(this.#measured.look, look)) return this.#measured.values;
    const values = [await this.#measure(codes[0], live), await this.#measure(codes[1], live)] as const;
    this.#measured = { look, values };
    return values;
  }

  async #measureOne(side: 0 | 1, live: LivePath): Promise<void> {
    const known = this.#measured;
    if (!known) return;
    const codes = await this.#codes(known.look, live);
    const now = await this.#measure(required(codes[side], 'a second style'), live);
    // A cut or another look may have come meanwhile.
    if (this.#measured !== known) return;
    if (areCut(known.values[side], now)) {
      // Another scene: the next frame measures both.
      this.#measured = undefined;
      return;
    }
    const blended = blendStatistics(known.values[side], now, measuredShare);
    const values = side === 0 ? ([blended, known.values[1]] as const) : ([known.values[0], blended] as const);
    this.#measured = { look: known.look, values };
  }

  async #measure(code: StyleCode, live: LivePath): Promise<NormStatistics> {
    const blocks = live.input();
    try {
      return await this.#networks.measureBlocks(blocks, code);
    } finally {
      blocks.dispose();
    }
  }
}

/** Read back now and then only: see `ContentCode.isDue`. */
function contentOf(live: LivePath): Content {
  const source = live.given();
  return { source, placement: wholePicture(source, source) };
}
