/** Invariants: checks for what our own code guarantees. User input is checked with `ImpastoError` instead. */

/** Throws when `condition` is false: a bug of ours, never a mistake of the user's. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Impasto bug: ${message}`);
}

/** `value` when it is there; throws otherwise. Replaces the non-null `!`. */
export function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`Impasto bug: ${what} is missing`);
  return value;
}

/** Ends a `switch` over a union: the compiler complains when a case is forgotten. */
export function assertNever(value: never): never {
  throw new Error(`Impasto bug: unexpected ${JSON.stringify(value)}`);
}
