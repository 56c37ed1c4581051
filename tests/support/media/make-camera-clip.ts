/** Playwright's global setup: the fake camera's clip must exist before the first browser starts. */
import { writeCameraClip } from './camera-clip';

export default writeCameraClip;
