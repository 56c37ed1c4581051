/** The web app manifest (W3C Web Application Manifest). Addresses are relative, so that any folder may serve the app. */
import type { ManifestOptions } from 'vite-plugin-pwa';

const png = (src: string, side: number, purpose: 'any' | 'maskable' | 'monochrome') => ({
  src: `icons/${src}`,
  sizes: `${side}x${side}`,
  type: 'image/png',
  purpose,
});

const shortcutIcon = (name: string) => [
  { src: `icons/shortcut-${name}.png`, sizes: '96x96', type: 'image/png' },
];

const openable = {
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'video/mp4': ['.mp4', '.m4v'],
  'video/webm': ['.webm'],
  'video/quicktime': ['.mov'],
  'video/x-matroska': ['.mkv'],
};

export const appManifest: Partial<ManifestOptions> = {
  id: './',
  name: 'Impasto',
  short_name: 'Impasto',
  description: 'See the world as a painting, live. Any artwork, on your own device, offline too.',
  lang: 'en',
  dir: 'ltr',
  start_url: './',
  scope: './',
  display: 'standalone',
  display_override: ['standalone', 'minimal-ui'],
  orientation: 'any',
  background_color: '#0f0d0c',
  theme_color: '#0f0d0c',
  categories: ['photo', 'entertainment', 'graphics'],
  icons: [
    png('any-192.png', 192, 'any'),
    png('any-512.png', 512, 'any'),
    png('maskable-192.png', 192, 'maskable'),
    png('maskable-512.png', 512, 'maskable'),
    png('monochrome-512.png', 512, 'monochrome'),
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  ],
  screenshots: [
    {
      src: 'screenshots/phone.png',
      sizes: '780x1688',
      type: 'image/png',
      form_factor: 'narrow',
      label: 'Painting what the camera sees',
    },
    {
      src: 'screenshots/desktop.png',
      sizes: '1440x900',
      type: 'image/png',
      form_factor: 'wide',
      label: 'The styles beside the picture',
    },
  ],
  shortcuts: [
    { name: 'Camera', url: './?open=camera', icons: shortcutIcon('camera') },
    { name: 'Open file', url: './?open=file', icons: shortcutIcon('file') },
    { name: 'Takes', url: './?open=takes', icons: shortcutIcon('takes') },
  ],
  share_target: {
    action: './share',
    method: 'POST',
    enctype: 'multipart/form-data',
    params: { files: [{ name: 'file', accept: ['image/*', 'video/*', '.impasto'] }] },
  },
  file_handlers: [
    { action: './', accept: openable },
    { action: './', accept: { 'application/x-impasto-style': ['.impasto'] } },
  ],
  launch_handler: { client_mode: ['focus-existing', 'auto'] },
};
