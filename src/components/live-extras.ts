/**
 * What nobody needs before the first picture: loaded right after the app has rendered, so that the camera does
 * not wait for them.
 */
import './impasto-countdown';
import './impasto-drop-zones';
import './impasto-paste-dialog';
import './impasto-record-bar';
import './impasto-stats';
import './impasto-swipe-hint';
import './impasto-tool-rail';
import './impasto-wipe';

export { PageNotices } from './page-notices';
