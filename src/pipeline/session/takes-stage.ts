/** What recording, takes and conversion are given by the session. */
import type { ConvertDeps } from '../convert/converter';
import type { RecorderDeps } from '../takes/recorder-parts';

/** What takes need of the session. */
export interface TakesDeps
  extends
    RecorderDeps,
    Pick<ConvertDeps, 'look' | 'styleCode' | 'palette' | 'options' | 'resume' | 'sourceFile'> {
  /** Title of the chosen style. */
  readonly styleTitle: () => string;
  /** Opens the camera anew, with or without its microphone. */
  readonly reopenCamera: (signal?: AbortSignal) => Promise<void>;
  /** True while the source is a camera. */
  readonly isCamera: () => boolean;
}
