/** A static host for tests: any folder, with or without the app's headers; can really be stopped. Counts requests. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { createGzip } from 'node:zlib';
import { headersOf } from '../../src/shared/response-headers';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.webm': 'video/webm',
};

export class StaticServer {
  /** Paths that were asked for, in order. */
  readonly requests: string[] = [];
  readonly #server: Server;
  #folder: string;

  private constructor(folder: string, withHeaders: boolean, compressed: boolean) {
    this.#folder = folder;
    this.#server = createServer((request, response) => {
      const path = normalize(decodeURIComponent((request.url ?? '/').replace(/[?#].*$/, '')));
      this.requests.push(path);
      const file = join(this.#folder, path.endsWith('/') ? `${path}index.html` : path);
      const headers = withHeaders ? headersOf(path) : {};
      try {
        const { size } = statSync(file);
        const type = types[extname(file)] ?? 'application/octet-stream';
        const content = { ...headers, 'Content-Type': type };
        if (compressed && /text|json|javascript|wasm|svg/.test(type)) {
          response.writeHead(200, { ...content, 'Content-Encoding': 'gzip' });
          createReadStream(file).pipe(createGzip()).pipe(response);
        } else {
          response.writeHead(200, { ...content, 'Content-Length': size });
          createReadStream(file).pipe(response);
        }
      } catch {
        response.writeHead(404, headers).end('not found');
      }
    });
  }

  /** @param port 0 for any free one @param compressed texts and wasm by gzip, as hosts do */
  static async start(
    folder: string,
    {
      port = 0,
      withHeaders = true,
      compressed = false,
    }: { port?: number; withHeaders?: boolean; compressed?: boolean } = {},
  ): Promise<StaticServer> {
    const server = new StaticServer(folder, withHeaders, compressed);
    await new Promise<void>((resolve, reject) => {
      server.#server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://localhost:${this.port}/`;
  }

  /** From now on another release is served. */
  serve(folder: string): void {
    this.#folder = folder;
  }

  /** Stops listening and cuts open connections: a request gets "connection refused". */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
