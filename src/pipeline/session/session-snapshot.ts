/** What the elements see of a session, put together from its parts. Pure. */
import type { EngineSupervisor } from '../engine/engine-supervisor';
import type { CameraControls } from '../sources/camera-controls';
import { isMirrored } from '../live/live-renderer';
import type { LiveRenderer } from '../live/live-renderer';
import type { StyleSelection } from '../styles/style-selection';
import type { SessionSnapshot, Settings, StyleEntry } from '../api/session-state';
import type { SourceManager } from '../sources/source-manager';
import type { StyleChoice } from '../styles/style-choice';

export interface SnapshotParts {
  readonly sources: SourceManager;
  readonly host: EngineSupervisor;
  readonly renderer: LiveRenderer;
  readonly lens: CameraControls;
  readonly looks: StyleSelection;
  readonly choice: StyleChoice;
  /** In the user's order. */
  readonly styles: readonly StyleEntry[];
  readonly settings: Settings;
}

/** @returns a new object; nothing in it changes later. */
export function makeSnapshot(parts: SnapshotParts): SessionSnapshot {
  const { sources, host, renderer, lens, looks, choice, styles, settings } = parts;
  const source = sources.current;
  const engine = host.state;
  return {
    source: sources.state,
    engine,
    stage: {
      preview: source?.preview ?? null,
      canvas: host.running?.canvas ?? null,
      styled: renderer.hasStyled(source),
      mirrored: isMirrored(source, settings),
      fit: source === null || source.state.kind === 'camera' ? 'cover' : 'contain',
      aspect: renderer.aspect,
      zoom: lens.cropZoom,
    },
    cameras: sources.cameras,
    lens: lens.snapshot,
    looks: looks.snapshot,
    styles,
    settings,
    encodingStyleId: choice.encodingId,
    stats: engine.kind === 'ready' ? renderer.stats(engine.backend) : null,
    governor: renderer.governorStatus(source, settings),
  };
}
