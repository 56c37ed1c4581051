/**
 * What nobody needs before the first picture: loaded right after the app has rendered, so that the camera does
 * not wait for them.
 */
import '../stage/countdown';
import '../sharing/drop-zones';
import '../sharing/paste-dialog';
import '../recording/record-bar';
import '../bars/stats';
import '../stage/swipe-hint';
import '../bars/tool-rail';
import '../stage/split-view';
import '../two/place-handles';
import '../two/two-bar';

export { MirrorActions } from '../mirror/mirror-actions';
export { PageNotices } from './page-notices';
