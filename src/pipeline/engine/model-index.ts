/** The index of the shipped networks, `models.json`: which file each is, and by what it is verified. */

import * as v from 'valibot';
import { ImpastoError, messageOf } from '../../shared/errors';

const entrySchema = v.object({
  /** File name beside `models.json`. */
  file: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Lower-case hexadecimal. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

const indexSchema = v.object({
  transformer: entrySchema,
  styleHead: entrySchema,
  lossNetwork: entrySchema,
  /** Absent in the index of a release before it, which a visit may have kept. */
  perceptualNetwork: v.exactOptional(entrySchema),
});

export type ModelEntry = v.InferOutput<typeof entrySchema>;
export type ModelIndex = v.InferOutput<typeof indexSchema>;
export type ModelName = keyof ModelIndex;

/** @throws ImpastoError `model-format`. */
export function parseIndex(text: string): ModelIndex {
  try {
    return v.parse(indexSchema, JSON.parse(text));
  } catch (cause) {
    throw new ImpastoError(
      'model-format',
      `models.json is not a valid index of models: ${messageOf(cause)}`,
      { cause },
    );
  }
}

/** @throws ImpastoError `model-format` when the index has no such network. */
export function entryOf(index: ModelIndex, name: ModelName): ModelEntry {
  const entry = index[name];
  if (!entry) throw new ImpastoError('model-format', `models.json has no ${name}.`);
  return entry;
}
