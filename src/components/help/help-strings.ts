/** Strings of the first-run cards and the help sheet, which are loaded when they are first shown. */
import { msg, str } from '@lit/localize';
import type { Sentence } from '../strings/strings';

/** What one can do, and by which key. */
export interface Key {
  readonly keys: string;
  readonly does: string;
}

export const helpStrings = {
  welcome: () => msg('Welcome'),
  step: (step: number, steps: number) => msg(str`${step} of ${steps}`),
  cards: (): readonly Sentence[] => [
    {
      title: msg('Your camera, as a painting'),
      text: msg(
        'Impasto paints what you see in the manner of an artwork, live. It works without a network, too.',
      ),
    },
    {
      title: msg('Swipe, tap, hold'),
      text: msg(
        'Swipe the picture for the next style. Tap the shutter for a still, hold it to record. Press the picture to see the original.',
      ),
    },
    {
      title: msg('Your browser will ask for the camera'),
      text: msg('Choose “Allow”. The pictures are painted on this device and never leave it.'),
    },
  ],
  next: () => msg('Next'),
  allow: () => msg('Start the camera'),
  file: () => msg('Open a picture or video instead'),
  skip: () => msg('Skip'),
  title: () => msg('Help'),
  gestures: () => msg('On the picture'),
  gestureList: (): readonly Key[] => [
    { keys: msg('Swipe left or right'), does: msg('next or last style') },
    { keys: msg('Press and hold'), does: msg('see the original') },
    { keys: msg('Tap twice'), does: msg('flip the camera') },
    { keys: msg('Pinch'), does: msg('zoom') },
    { keys: msg('Hold the shutter'), does: msg('record; slide to the lock to let go') },
  ],
  keys: () => msg('Keys'),
  keyList: (): readonly Key[] => [
    { keys: msg('Space'), does: msg('take a still') },
    { keys: 'R', does: msg('start or end a recording') },
    { keys: '← →', does: msg('last or next style') },
    { keys: 'B', does: msg('all styles') },
    { keys: 'M', does: msg('mix styles') },
    { keys: '2', does: msg('two styles in one picture, or one') },
    { keys: 'U', does: msg('back to the last look') },
    { keys: 'C', does: msg('see the original while held') },
    { keys: 'V', does: msg('split view') },
    { keys: 'F', does: msg('flip the camera') },
    { keys: '+ −', does: msg('zoom') },
    { keys: 'T', does: msg('timer') },
    { keys: 'G', does: msg('grid') },
    { keys: 'S', does: msg('statistics') },
    { keys: '?', does: msg('this help') },
  ],
  mirror: () => msg('Mirror mode'),
  mirrorText: () =>
    msg(
      'For a wall or a stream: nothing but the picture, and styles that change by themselves. Start it under “More tools”, or with “?mirror” in the address. A tap or Escape shows the way out. A gamepad and media keys work as a remote, too.',
    ),
  mirrorKeyList: (): readonly Key[] => [
    { keys: '← →', does: msg('last or next style') },
    { keys: 'H', does: msg('hold the style, or go on') },
    { keys: msg('Space'), does: msg('take a photo') },
    { keys: 'T', does: msg('count down, then take a photo') },
    { keys: 'F', does: msg('full screen') },
    { keys: 'Esc', does: msg('show the way out, then leave') },
  ],
  privacy: () => msg('Privacy'),
  privacyText: () =>
    msg(
      'Impasto has no server and no accounts, counts nobody and sends nothing. Camera and microphone are used only on this device, and only while you see the picture.',
    ),
  storage: () => msg('What is kept'),
  storageText: () =>
    msg(
      'Your settings, your own styles, your takes and the app itself stay in this browser’s storage, until you remove them in the app or clear the data of this site.',
    ),
  storageUse: (used: string, free: string) => msg(str`${used} in use, ${free} free.`),
  credits: () => msg('Credits and licences'),
  creditsText: () =>
    msg('Impasto is free software under the Apache License 2.0. Its networks were trained for it.'),
  libraries: () =>
    msg('Made with Lit, TensorFlow.js, Mediabunny, Lucide, SortableJS, Workbox, idb and Valibot.'),
  people: () =>
    msg(
      'People are found by MediaPipe Selfie Segmentation (Google, Apache-2.0), run by TensorFlow Lite (Apache-2.0), both as Twilio’s video processors (BSD-3-Clause) ship them.',
    ),
  peopleNotice: () => msg('Read their notice'),
} as const;
