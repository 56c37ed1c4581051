/** Entry of the public benchmark page (`/bench`): mounts it. The peers are no part of it. */
import './impasto-bench';

document.body.append(document.createElement('impasto-bench'));
