/** Strings of what comes in from other apps and goes out to them; loaded when that is first wanted. */
import { msg } from '@lit/localize';

export const sharingStrings = {
  heading: () => msg('Share and bring along'),
  savePack: () => msg('Save this style as a file'),
  openPack: () => msg('Open a style file'),
  packHint: () => msg('A style file carries artwork, mix and strength to another device.'),
  copyPicture: () => msg('Copy the picture'),
  pastePicture: () => msg('Paste a picture'),
  copyLink: () => msg('Copy a link to this style'),
  linkNeedsGallery: () => msg('Your own styles travel as files: a link would not have the artwork.'),
  packSaved: () => msg('Style saved as a file.'),
  pictureCopied: () => msg('Picture copied.'),
  linkCopied: () => msg('Link copied.'),
  clipboardRefused: () =>
    msg('The clipboard is blocked. Allow it for this site in your browser, then try again.'),
  noPictureToPaste: () => msg('There is no picture in the clipboard. Copy one first.'),
  nothingShared: () => msg('Nothing Impasto can open was shared. Share a picture or a video.'),
  shareTooLarge: () =>
    msg('There is not enough storage for what was shared. Open the file in Impasto instead.'),
  dropStyle: () => msg('Use as style'),
  dropStyleHint: () => msg('Paint with the colours and strokes of this picture'),
  dropContent: () => msg('Use as picture or video'),
  dropVideo: () => msg('Use as video'),
  dropContentHint: () => msg('Paint this instead of the camera'),
  pastedQuestion: () => msg('What should this picture be?'),
  pastedAlt: () => msg('The pasted picture'),
  asStyle: () => msg('Use as style'),
  asContent: () => msg('Use as picture'),
} as const;
