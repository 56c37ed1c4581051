/** `npm start`: installs, builds and serves the app, and prints its address. PORT chooses another port than 4173. */
import { ensureDependencies, root } from './ensure-dependencies.mjs';

ensureDependencies();
const { build, preview } = await import('vite');
await build({ root, logLevel: 'warn' });
const server = await preview({ root, preview: { port: Number(process.env.PORT ?? 4173) } });
console.log(`Impasto is served at ${server.resolvedUrls?.local[0] ?? 'an unknown address'}`);
console.log(
  'Cameras need a secure page: localhost is one; from a phone, use an https tunnel or a USB port forward.',
);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    void server.close().finally(() => process.exit(0));
  });
}
