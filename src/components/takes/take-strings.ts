/** Strings of the library of takes. */
import { msg, str } from '@lit/localize';

export const takeStrings = {
  takes: () => msg('Takes'),
  noTakes: () => msg('Nothing here yet'),
  noTakesHint: () => msg('Stills and recordings you make are kept here, on this device.'),
  storage: (used: string, free: string) => msg(str`${used} used, ${free} free`),
  storageUse: () => msg('Storage in use'),
  video: () => msg('Recording'),
  still: () => msg('Still'),
  loop: () => msg('Loop'),
  withSound: () => msg('with sound'),
  silent: () => msg('silent'),
  back: () => msg('Back to all takes'),
  name: () => msg('Name'),
  save: () => msg('Save'),
  saving: () => msg('Saving'),
  share: () => msg('Share'),
  makeGif: () => msg('Make a loop (GIF)'),
  makeWebp: () => msg('Make a loop (WebP)'),
  loopHint: () =>
    msg('Up to six seconds from the moment shown. GIF works everywhere; WebP is smaller and clearer.'),
  makingLoop: () => msg('Making the loop'),
  remove: () => msg('Delete'),
  cutOffTitle: () => msg('A recording was cut off'),
  cutOffText: (date: string) =>
    msg(str`The recording of ${date} was not finished. What there is of it can be saved.`),
  play: () => msg('Play'),
  discard: () => msg('Discard'),
  unplayable: () => msg('This take cannot be played here. You can still save it.'),
  loading: () => msg('Opening'),
} as const;
