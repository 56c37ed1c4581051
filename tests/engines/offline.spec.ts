/** WebKit and Firefox start without a network: the server is stopped, the browser started anew. */
import { pageState } from '../e2e/support/app-page';
import { pixels, pixelsAfter, snapshotOf } from '../../tools/app/drive-app';
import { StaticServer } from '../../tools/browser/static-server';
import { expect, openApp, test } from './fixtures';
import { openScene, painted } from './walk';

test('a cold start with the server stopped paints, in a style never opened before', async ({ person }) => {
  const server = await StaticServer.start('dist');
  const address = server.url;
  await openApp(person, address);
  await expect.poll(async () => (await pageState(person)).offline, { timeout: 120_000 }).toBe('ready');
  await server.stop();
  await person.restart();
  await person.driver.resize(390, 844);
  await person.open(address);
  await painted(person);
  expect((await snapshotOf(person)).settings.backend, 'settings of the first visit').toBe('wasm');
  await openScene(person);
  const wave = await pixels(person, 'canvas');
  await person.press('radio', 'The Harvesters');
  await pixelsAfter(person, wave, 4);
});
