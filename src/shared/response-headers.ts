/**
 * The response headers of the app, the one source for `npm start`, `vite preview`, `public/_headers` of static hosts,
 * the `<meta>` in the pages, and the service worker (which adds them where a host sends none). Pure.
 */

/** What a response is, as far as its headers are concerned. */
export type ResponseKind = 'document' | 'script' | 'other';

/** Directives that documents and workers share. `connect-src 'self'` is what keeps everything on the device. */
const shared: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'connect-src': "'self'",
  'img-src': "'self' blob: data:",
  'media-src': "'self' blob:",
  'style-src': "'self'",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
};

/** The page itself runs no wasm and no code from strings; its only script sinks are our own worker addresses. */
const documentOnly = {
  'script-src': "'self'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'lit-html default',
};

/**
 * Workers have a policy of their own, sent with their script. `wasm-unsafe-eval` compiles the wasm backend; `blob:` is
 * how Emscripten starts its threads, and is allowed nowhere else.
 */
const workerOnly = {
  'script-src': "'self' 'wasm-unsafe-eval' blob:",
  'worker-src': "'self' blob:",
};

function policy(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** The policy for `<meta http-equiv>`: without `frame-ancestors`, which only a header may set. */
export const documentMetaPolicy = policy({ ...shared, ...documentOnly });

const policies: Readonly<Partial<Record<ResponseKind, string>>> = {
  document: policy({ ...shared, ...documentOnly, 'frame-ancestors': "'none'" }),
  script: policy({ ...shared, ...workerOnly }),
};

/** Everything the app does not use is off, for us and for whatever might get into the page. */
const permissions = [
  'camera=(self)',
  'microphone=(self)',
  'screen-wake-lock=(self)',
  'web-share=(self)',
  'clipboard-read=(self)',
  'clipboard-write=(self)',
  'fullscreen=(self)',
  ...['display-capture', 'geolocation', 'payment', 'usb', 'serial', 'hid', 'midi', 'bluetooth'].map(
    (name) => `${name}=()`,
  ),
].join(', ');

/** Headers of every response. The first three isolate the page, so that wasm may use threads. */
const everywhere: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': permissions,
};

export function securityHeaders(kind: ResponseKind): Readonly<Record<string, string>> {
  const csp = policies[kind];
  return csp === undefined ? everywhere : { ...everywhere, 'Content-Security-Policy': csp };
}

/** @param pathname path of a URL, with or without the folder that the app lies in */
export function kindOfPath(pathname: string): ResponseKind {
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (/\.m?js$/.test(name)) return 'script';
  return name === '' || name.endsWith('.html') || !name.includes('.') ? 'document' : 'other';
}

/**
 * Names with a content hash never change. Artworks hardly ever do, and are checked by hash where it matters: for a day
 * the browser's cache may answer, so that the service worker need not download what the page just did.
 */
export function cacheControl(pathname: string): string {
  if (/\/assets\/[^/]+$/.test(pathname) || /\.[0-9a-f]{16}\.safetensors$/.test(pathname)) {
    return 'public, max-age=31536000, immutable';
  }
  return /\/styles\/.+\.(jpg|webp)$/.test(pathname) ? 'public, max-age=86400' : 'no-cache';
}

/** All headers of the file at `pathname`. */
export function headersOf(pathname: string): Readonly<Record<string, string>> {
  return { ...securityHeaders(kindOfPath(pathname)), 'Cache-Control': cacheControl(pathname) };
}

/**
 * The `_headers` file that Netlify and Cloudflare Pages read. Its rules do not overlap in any header: hosts join the
 * values of rules that do.
 * @param documents paths of the pages, e.g. `/`
 */
export function headersFile(documents: readonly string[]): string {
  const rule = (path: string, headers: Readonly<Record<string, string>>): string =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  const csp = (kind: ResponseKind): Record<string, string> => ({
    'Content-Security-Policy': policies[kind] ?? '',
  });
  return [
    rule('/*', everywhere),
    ...documents.map((path) => rule(path, { ...csp('document'), 'Cache-Control': cacheControl(path) })),
    rule('/offline.worker.js', { ...csp('script'), 'Cache-Control': 'no-cache' }),
    rule('/models/*.safetensors', {
      'Cache-Control': cacheControl(`/models/x.${'0'.repeat(16)}.safetensors`),
    }),
    rule('/styles/*', { 'Cache-Control': cacheControl('/styles/x.jpg') }),
    rule('/assets/*', { ...csp('script'), 'Cache-Control': cacheControl('/assets/x') }),
    '',
  ].join('\n\n');
}
