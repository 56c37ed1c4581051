/**
 * Zoom and light of the open camera (W3C MediaStream Image Capture: `zoom`, `torch` constraints). A camera without a
 * zoom of its own is zoomed by cropping. The track stays the source's.
 */
import type { CameraControlsApi, CameraControlsSnapshot } from '../api/camera-controls-api';

/** Largest zoom by cropping: beyond it there is nothing left to paint. */
const maxCropZoom = 4;

/** Not yet in TypeScript's DOM types. */
interface LensCapabilities extends MediaTrackCapabilities {
  readonly zoom?: { readonly min: number; readonly max: number };
  readonly torch?: boolean;
}

type LensConstraint = MediaTrackConstraintSet & { readonly zoom?: number; readonly torch?: boolean };

export class CameraControls implements CameraControlsApi {
  readonly #onChange: () => void;
  #track: MediaStreamTrack | null = null;
  #zoom = 1;
  #torch = false;
  /** One request at a time: a pinch sends sixty a second, a camera takes ten. */
  #applying = false;

  /** @param onChange the snapshot changed */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get snapshot(): CameraControlsSnapshot {
    const own = this.#ownZoom();
    return {
      zoom: this.#zoom,
      minZoom: own?.min ?? 1,
      maxZoom: own?.max ?? maxCropZoom,
      torch: this.#capabilities().torch === true ? this.#torch : null,
    };
  }

  /** Zoom that is left for cropping, ≥ 1. */
  get cropZoom(): number {
    return this.#ownZoom() ? 1 : this.#zoom;
  }

  /** Another camera, or none: every lens starts at 1 with its light off. */
  setTrack(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#track = track;
    this.#zoom = 1;
    this.#torch = false;
  }

  setZoom(zoom: number): void {
    const { minZoom, maxZoom } = this.snapshot;
    const legal = Math.min(maxZoom, Math.max(minZoom, zoom));
    if (!Number.isFinite(legal) || legal === this.#zoom) return;
    this.#zoom = legal;
    if (this.#ownZoom()) void this.#apply();
    this.#onChange();
  }

  setTorch(on: boolean): void {
    if (this.snapshot.torch === null || on === this.#torch) return;
    this.#torch = on;
    const track = this.#track;
    const torch: LensConstraint = { torch: on };
    track?.applyConstraints({ advanced: [torch] }).catch(() => {
      if (track !== this.#track) return;
      this.#torch = !on;
      this.#onChange();
    });
    this.#onChange();
  }

  async #apply(): Promise<void> {
    if (this.#applying) return;
    this.#applying = true;
    try {
      let applied = NaN;
      while (applied !== this.#zoom) {
        applied = this.#zoom;
        const zoom: LensConstraint = { zoom: applied };
        await this.#track?.applyConstraints({ advanced: [zoom] });
      }
    } catch {
      // A camera that refuses keeps its zoom, and that is what is shown.
      const { zoom } = (this.#track?.getSettings() ?? {}) as { readonly zoom?: number };
      this.#zoom = zoom ?? 1;
      this.#onChange();
    } finally {
      this.#applying = false;
    }
  }

  #ownZoom(): { readonly min: number; readonly max: number } | null {
    const { zoom } = this.#capabilities();
    return zoom && zoom.max > zoom.min ? zoom : null;
  }

  /** Firefox has no `getCapabilities`. */
  #capabilities(): LensCapabilities {
    const track = this.#track;
    return track && 'getCapabilities' in track ? track.getCapabilities() : {};
  }
}
