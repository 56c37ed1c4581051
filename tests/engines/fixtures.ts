/** `test` for the walks in WebKit and Firefox: each begins in a fresh profile, and no page may complain in any of them. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { Settings } from '../../src/pipeline/api/session-state';
import type { Driver, Places } from './drivers/driver';
import { startFirefox } from './drivers/firefox';
import { startWebKit } from './drivers/webkit';
import { Person } from './person';
import { removeProfile } from '../../tools/browser/remove-profile';

export { expect };

/** By the name of the project in `playwright.config.ts`. */
const engines: Readonly<Record<string, (places: Places) => Promise<Driver>>> = {
  firefox: startFirefox,
  webkit: startWebKit,
};

/** Settings that make walks quick on a machine without a GPU: the wasm backend and a small picture. */
const quick: Partial<Settings> = { backend: 'wasm', detail: 192 };

const versionsSaid = new Set<string>();

export const test = base.extend<{ readonly person: Person; readonly address: string }>({
  address: async ({ baseURL }, use) => {
    if (!baseURL) throw new Error('playwright.config.ts gives no baseURL');
    await use(baseURL);
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are needed from this pattern
  person: async ({}, use, info) => {
    const start = engines[info.project.name];
    if (!start) throw new Error(`no driver for the project ${info.project.name}`);
    const folder = mkdtempSync(path.join(tmpdir(), `impasto-${info.project.name}-`));
    const places = { profile: path.join(folder, 'profile'), downloads: path.join(folder, 'downloads') };
    for (const place of Object.values(places)) mkdirSync(place);
    const person = await Person.begin(start, places);
    const { version } = person.driver;
    if (!versionsSaid.has(version)) console.log(`These walks are made in ${version}.`);
    versionsSaid.add(version);
    await person.driver.resize(390, 844);
    await use(person);
    const complaints = await person.leave();
    // What the killed browser leaves running may still write for a moment.
    await removeProfile(folder);
    expect(complaints, 'what the pages complained about').toEqual([]);
  },
});

/** Opens the app with settings of our own, unless this browser was there before and kept its own. */
export async function openApp(
  person: Person,
  address: string,
  settings: Partial<Settings> = quick,
): Promise<void> {
  // A picture of the same origin: settings can be put there before the app starts.
  await person.driver.goto(`${address}icons/any-192.png`);
  await person.evaluate((stored) => {
    if (localStorage.getItem('impasto.settings') === null)
      localStorage.setItem('impasto.settings', JSON.stringify(stored));
  }, settings);
  await person.open(address);
}

/** Where a walk leaves what is to be looked at. */
export function pictureFile(engine: string, name: string): string {
  const folder = path.resolve('test-results/engines', engine);
  mkdirSync(folder, { recursive: true });
  return path.join(folder, name);
}
