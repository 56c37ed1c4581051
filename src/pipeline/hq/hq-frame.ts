/** What an HQ still is made from. */
import type { RgbaPicture, Size } from '../../shared/picture';
import type { HqOrder, StyledPart } from '../../workers/hq/hq.protocol';
import type { WorkerPort } from '../../workers/rpc/worker-port';
import type { BackendChoice, StyleEntry } from '../api/session-state';
import type { MixPart } from '../api/styles-api';
import type { StyleMask } from '../../workers/networks/types';
import type { PerceptualNetworkLoader } from '../engine/engine-supervisor';

/** A style of the live picture: the shares of a mix, or one artwork alone, and how strongly. */
export interface ChosenForHq {
  readonly mix: readonly MixPart[];
  /** 0..1 */
  readonly strength: number;
}

/** What an HQ still needs from the session. */
export interface HqStillDeps {
  readonly backend: BackendChoice;
  readonly styles: readonly StyleEntry[];
  /** What is in hand in the live picture. */
  readonly chosen: ChosenForHq;
  /** The other of its two styles; null where it has one. */
  readonly other: ChosenForHq | null;
  /** Null when a run from an earlier visit goes on. */
  readonly frame: HqFrame | null;
  readonly loadPerceptualNetwork: PerceptualNetworkLoader;
  /** The caller closes it. */
  readonly stylePicture: (id: string, signal: AbortSignal) => Promise<ImageBitmap>;
  /** Keeps a film of the painting among the takes. @throws ImpastoError `unsupported`, `storage`, `storage-full`. */
  readonly keepFilm: (pictures: readonly Blob[], name: string) => Promise<unknown>;
  readonly onClosed: () => void;
  /** Makes the HQ worker; for tests. */
  readonly spawn?: () => WorkerPort;
}

/** The frame that is painted. */
export interface HqFrame {
  /** Of the part that counts, px. */
  readonly size: Size;
  /** What live mode shows. */
  readonly live: RgbaPicture;
  /** A new copy, with the part that counts; the caller closes it. */
  readonly content: () => Promise<Pick<HqOrder, 'crop' | 'mirror'> & { readonly content: ImageBitmap }>;
  /**
   * The live result with this long side, px; null when the engine cannot just now.
   * @param alone in the style in hand only
   */
  readonly styled: (longSide: number, alone: boolean, signal: AbortSignal) => Promise<RgbaPicture | null>;
  /** Where the other of two styles is, as the content is shown; null where there is one. */
  readonly otherMask: StyleMask | null;
  /** What of it live mode paints; null for all of it. */
  readonly part: StyledPart | null;
  /** Frees the frame. */
  readonly close: () => void;
}
