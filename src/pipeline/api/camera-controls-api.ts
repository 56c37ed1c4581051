/** Zoom and light of the camera, as the interface sees them. Implemented by `CameraControls`. */

export interface CameraControlsSnapshot {
  /** 1 shows all the camera sees. */
  readonly zoom: number;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Whether the light is on; null where the camera has none. */
  readonly torch: boolean | null;
}

export interface CameraControlsApi {
  /** Sets the zoom: the camera's own where it has one, else by cropping. Clamped to `minZoom`..`maxZoom`. */
  setZoom(zoom: number): void;
  /** Switches the camera's light; nothing where it has none. */
  setTorch(on: boolean): void;
}
