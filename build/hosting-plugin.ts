/** Sends, writes and embeds the headers of `src/shared/response-headers.ts`: preview server, `_headers`, `<meta>`. */
import type { Plugin } from 'vite';
import { documentMetaPolicy, headersFile, headersOf } from '../src/shared/response-headers.ts';

/** Path of a request, without its query. */
const pathOf = (url: string | undefined): string => (url ?? '/').replace(/[?#].*$/, '');

export function hosting(): Plugin {
  return {
    name: 'impasto-hosting',
    enforce: 'post',
    apply: (_config, { command, isPreview }) => command === 'build' || isPreview === true,
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        const headers = headersOf(pathOf(request.url));
        // The static server behind sets a Cache-Control of its own as it writes the head.
        const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => typeof response;
        response.writeHead = (status: number, ...rest: unknown[]) => {
          const sent = rest.find((part): part is Record<string, unknown> => typeof part === 'object');
          if (sent) for (const name of Object.keys(headers)) Reflect.deleteProperty(sent, name);
          for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
          return writeHead(status, ...rest);
        };
        next();
      });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html) => ({
        html,
        tags: [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content: documentMetaPolicy },
            injectTo: 'head-prepend',
          },
        ],
      }),
    },
    generateBundle(_options, bundle) {
      const documents = Object.keys(bundle)
        .filter((file) => file.endsWith('.html'))
        .flatMap((file) => {
          const short = `/${file.replace(/(^|\/)index\.html$|\.html$/, '')}`;
          return [short, `/${file}`];
        });
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile(documents) });
    },
  };
}
