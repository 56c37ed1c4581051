/** What the elements see of a session, put together from its parts. Pure. */
import type { SessionSnapshot } from '../api/session-state';
import type { EngineSupervisor } from '../engine/engine-supervisor';
import type { LivePicture } from '../live/live-picture';
import type { CameraControls } from '../sources/camera-controls';
import type { SourceManager } from '../sources/source-manager';
import { isMirrored } from '../sources/view-geometry';
import type { Activity } from '../state/activity';
import type { AppSettings } from '../state/app-settings';
import type { StyleChoice } from '../styles/style-choice';
import type { StyleSelection } from '../styles/style-selection';

export interface SnapshotParts {
  readonly activity: Activity;
  readonly settings: AppSettings;
  readonly sources: SourceManager;
  readonly cameraControls: CameraControls;
  readonly engine: EngineSupervisor;
  readonly choice: StyleChoice;
  readonly styles: StyleSelection;
  readonly live: LivePicture;
}

/** @returns a new object; nothing in it changes later. */
export function makeSnapshot(parts: SnapshotParts): SessionSnapshot {
  const { activity, sources, cameraControls, engine, choice, styles, live } = parts;
  const { renderer } = live;
  const settings = parts.settings.current;
  const source = sources.current;
  return {
    activity: activity.current,
    source: sources.state,
    engine: engine.state,
    stage: {
      preview: source?.preview ?? null,
      canvas: engine.running?.canvas ?? null,
      styled: renderer.hasStyled(source),
      mirrored: isMirrored(source, settings),
      fit: source === null || source.state.kind === 'camera' ? 'cover' : 'contain',
      aspect: renderer.aspect,
      zoom: cameraControls.cropZoom,
    },
    cameras: sources.cameras,
    cameraControls: cameraControls.snapshot,
    selection: styles.snapshot,
    styles: styles.entries,
    settings,
    encodingStyleId: choice.encodingId,
    stats: engine.state.kind === 'ready' ? renderer.stats(engine.state.backend) : null,
    governor: renderer.governorStatus(source, settings),
  };
}
