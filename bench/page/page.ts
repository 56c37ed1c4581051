/** Entry of the public benchmark page (`/bench`): mounts it. The peers are no part of it. */
import '../../src/shared/trusted-script-urls';
import './impasto-bench';

document.body.append(document.createElement('impasto-bench'));
