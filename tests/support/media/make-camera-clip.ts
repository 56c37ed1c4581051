/** Playwright's global setup: the fake camera's clip must exist before the first browser starts. */
import { writeCameraClip } from '../../../tools/media/camera-clip';

export default writeCameraClip;
