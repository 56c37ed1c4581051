/** Playwright's global setup: the fake camera's clips must exist before the first browser starts. */
import { writeCameraClips } from '../../../tools/media/camera-clip';

export default writeCameraClips;
