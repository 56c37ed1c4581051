/** A still of the live picture, encoded, with a notice when there is none. Owns nothing. */
import { isAbortError } from '../../shared/abort';
import type { EngineSupervisor } from '../engine/engine-supervisor';
import type { LiveRenderer } from './live-renderer';
import type { Notice, Settings, Still } from '../api/session-state';
import type { SourceManager } from '../sources/source-manager';
import { encodeStill } from './still';
import type { StyleChoice } from '../styles/style-choice';

export interface LiveStillDeps {
  readonly host: EngineSupervisor;
  readonly sources: SourceManager;
  readonly choice: StyleChoice;
  readonly renderer: LiveRenderer;
  readonly settings: () => Settings;
  readonly styleTitle: () => string;
  readonly notify: (notice: Notice) => void;
}

/** Resolves to null when there is no picture yet, or none could be made. @throws AbortError. */
export async function makeLiveStill(stage: LiveStillDeps, signal?: AbortSignal): Promise<Still | null> {
  const { host, sources, choice, renderer, settings, styleTitle, notify } = stage;
  const engine = host.running;
  const source = sources.current;
  if (!engine || !source || !choice.isReady(engine.client)) {
    notify({ code: 'no-frame-yet' });
    return null;
  }
  try {
    const picture = await renderer.still(source, engine.client, settings(), signal);
    if (picture) return await encodeStill(picture, styleTitle(), new Date(), settings().strokeScale);
    notify({ code: 'no-frame-yet' });
  } catch (error) {
    if (isAbortError(error)) throw error;
    notify({ code: 'still-failed' });
  }
  return null;
}
