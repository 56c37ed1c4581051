/** What both commands do with the text of their options. Pure. */

import { ImpastoError } from '../shared/errors';

/** @throws ImpastoError `invalid-argument`. */
export function invalid(message: string, cause?: unknown): never {
  throw new ImpastoError('invalid-argument', message, { cause });
}

/** A number that is written out in full: `Number('')` is 0, which nobody meant. @throws ImpastoError. */
export function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) invalid(`--${name} must be a number, not “${text}”.`);
  return value;
}

/** One of some words. @throws ImpastoError. */
export function choice<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === text);
  return found ?? invalid(`--${name} must be one of ${choices.join(', ')}, not “${text}”.`);
}
