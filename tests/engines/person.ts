/** What a person does in a browser, on top of a driver: looks for things by their names, presses, waits for files. */
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Evaluates } from '../../tools/app/evaluates';
import type { Driver, Places } from './drivers/driver';
import { axeViolations, findControl, setControl } from './in-page';
import type { Found } from './in-page';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How long a person waits for something to be there, ms. */
const patience = 60_000;

export class Person implements Evaluates {
  readonly #start: () => Promise<Driver>;
  readonly #downloads: string;
  readonly #complaints: string[] = [];
  #driver: Driver;

  private constructor(start: () => Promise<Driver>, driver: Driver, downloads: string) {
    this.#start = start;
    this.#driver = driver;
    this.#downloads = downloads;
  }

  static async begin(start: (places: Places) => Promise<Driver>, places: Places): Promise<Person> {
    const open = (): Promise<Driver> => start(places);
    return new Person(open, await open(), places.downloads);
  }

  get driver(): Driver {
    return this.#driver;
  }

  evaluate<R, A>(body: (arg: A) => R | Promise<R>, arg?: A): Promise<R> {
    return this.#driver.evaluate(body as (arg: A | undefined) => R | Promise<R>, arg);
  }

  /** Opens the app and waits until it is there. */
  async open(address: string): Promise<void> {
    await this.#driver.goto(address);
    await this.#meetsApp();
  }

  async reload(): Promise<void> {
    await this.#driver.reload();
    await this.#meetsApp();
  }

  /** Closes the browser and starts it again with all it has kept. */
  async restart(): Promise<void> {
    await this.leave();
    this.#driver = await this.#start();
  }

  /** The browser dies and is started again with all it has kept. */
  async crash(): Promise<void> {
    this.#complaints.push(...this.#driver.complaints());
    await this.#driver.kill();
    this.#driver = await this.#start();
  }

  /** Closes the browser and returns what its pages have complained about so far. */
  async leave(): Promise<readonly string[]> {
    const complaints = [...this.#driver.complaints()];
    await this.#driver.close();
    this.#complaints.push(...complaints);
    return this.#complaints;
  }

  /** Waits until a control can be pressed, and presses it. */
  async press(role: string, name: string | RegExp): Promise<void> {
    const { x, y } = await this.#find(role, name);
    await this.#driver.tap(x, y);
  }

  /** Sets a slider or a field. */
  async fill(role: 'slider' | 'spinbutton', name: string | RegExp, value: number): Promise<void> {
    const { key } = await this.#find(role, name);
    await this.#driver.evaluate(setControl, [key, String(value)] as const);
  }

  /** Waits until something with this role and name is there. */
  async sees(role: string, name: string | RegExp): Promise<void> {
    await this.#find(role, name);
  }

  async axeViolations(): Promise<string[]> {
    await this.#bringAxe();
    return this.#driver.evaluate(axeViolations);
  }

  /** Does something that saves a file, and returns the file's path once it is whole. */
  async saved(act: () => Promise<void>): Promise<string> {
    const before = new Set(readdirSync(this.#downloads));
    await act();
    const fresh = (): string[] => readdirSync(this.#downloads).filter((name) => !before.has(name));
    const unfinished = /\.(part|wkdownload)$/;
    await expect
      .poll(() => fresh().length > 0 && !fresh().some((name) => unfinished.test(name)), { timeout: patience })
      .toBe(true);
    const [name = ''] = fresh();
    return path.join(this.#downloads, name);
  }

  async #meetsApp(): Promise<void> {
    const there = (): Promise<boolean> =>
      this.#driver.evaluate(() => document.querySelector('impasto-app') !== null);
    await expect.poll(there, { message: 'the app', timeout: patience }).toBe(true);
  }

  async #find(role: string, name: string | RegExp): Promise<Extract<Found, { key: string }>> {
    const wanted = {
      role,
      name: typeof name === 'string' ? name : name.source,
      pattern: typeof name !== 'string',
    };
    let found: Found = { missing: 'not looked for yet' };
    await expect
      .poll(
        async () => {
          await this.#bringAxe();
          found = await this.#driver.evaluate(findControl, wanted);
          return 'missing' in found ? found.missing : 'found';
        },
        { message: `${role} “${String(name)}”`, timeout: patience, intervals: [100] },
      )
      .toBe('found');
    if ('missing' in found) throw new Error('the control was lost');
    return found;
  }

  async #bringAxe(): Promise<void> {
    if (await this.#driver.evaluate(() => 'axe' in globalThis)) return;
    await this.#driver.inject(axeSource);
  }
}
