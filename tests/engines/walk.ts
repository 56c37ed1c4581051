/** Steps that several walks take. */
import path from 'node:path';
import { expectStyled, snapshotOf } from '../../tools/app/drive-app';
import type { TakesSnapshot } from '../../src/pipeline/api/takes-state';
import { takesOf } from '../../tools/app/drive-takes';
import { expect } from './fixtures';
import type { Person } from './person';

/** Compiling wasm and the first frame on a busy machine, ms. */
const paintedMs = 120_000;

export function painted(person: Person): Promise<void> {
  return expectStyled(person, paintedMs);
}

/** Opens a still picture: pixels can be compared without the camera moving in between. */
export async function openScene(person: Person): Promise<void> {
  await person.driver.setFile('content-file', path.resolve('tests/fixtures/scene.jpg'));
  await expect.poll(async () => (await snapshotOf(person)).source.kind).toBe('picture');
  await painted(person);
}

/** What the library holds, once it has as many takes. */
export async function takesWhen(person: Person, count: number): Promise<TakesSnapshot['takes']> {
  await expect.poll(async () => (await takesOf(person)).takes.length, { timeout: paintedMs }).toBe(count);
  return (await takesOf(person)).takes;
}
