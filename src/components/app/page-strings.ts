/** Strings about the page itself (installing, new versions), which are loaded after the first picture. */
import { msg } from '@lit/localize';

export const pageStrings = {
  install: () => msg('Install'),
  installOffer: () => msg('Keep Impasto at hand?'),
  installWhy: () => msg('Opens from your home screen, full screen, also without a network.'),
  installIos: () => msg('Keep Impasto on your home screen'),
  installIosHow: () => msg('Tap Share, then “Add to Home Screen”. It works without a network, too.'),
  partMissing: () => msg('This part is not on this device yet. Connect to the network once to use it.'),
  updateWaiting: () => msg('A new version of Impasto is ready.'),
  updateNow: () => msg('Update'),
  updateAfterWork: () => msg('The update will come when your work is finished.'),
  updateReplaced: () => msg('Impasto was updated in another tab. Reload to go on with it.'),
  reload: () => msg('Reload'),
} as const;
