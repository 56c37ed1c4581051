/**
 * Style packs: one file that carries a style from one device to another. A safetensors file with each artwork (JPEG
 * bytes) and its code, and in its metadata the mix and a SHA-256 over all of it. Everything is validated on the way in:
 * a pack may come from anybody. Pure but for hashing.
 */
import * as v from 'valibot';
import { ImpastoError, messageOf } from '../../shared/errors';
import { sha256 } from '../../shared/files/sha256';
import { parseSafetensors } from '../../workers/networks/files/safetensors';
import type { TensorFile } from '../../workers/networks/files/safetensors';
import { writeSafetensors } from '../../workers/networks/files/write-safetensors';
import type { WritableTensor } from '../../workers/networks/files/write-safetensors';
import { strokeScales } from '../api/session-state';
import type { StrokeScale } from '../api/session-state';
import { leastSize, placeKinds } from '../api/two-styles-api';
import type { SecondPlace } from '../api/two-styles-api';
import { packEnding, packType } from './style-pack-file';
import { maxRecipeParts } from '../library/style-recipe';
import type { RecipePart, StyleRecipe } from '../library/style-recipe';
import { styleCodeLength } from '../../workers/networks/types';

/** Largest pack that is read or written, bytes. */
export const maxPackBytes = 16 * 1024 * 1024;

const format = 'impasto-style-pack';
const version = '1';
/** No encoder gives numbers anywhere near; larger ones would only make the networks overflow. */
const maxCodeValue = 1000;

/** A look to be carried: the recipe, and how it is applied. */
export interface StylePack {
  readonly title: string;
  /** 0..1 */
  readonly strength: number;
  /** 0..1 */
  readonly keepColours: number;
  /** Absent for 1, so that older versions read such packs. */
  readonly strokeScale?: StrokeScale;
  readonly recipe: StyleRecipe;
  /** Another style in the same picture; older versions refuse such packs. */
  readonly second?: PackedSecond;
}

/** The second of two styles; its codes are of the same networks as the first's. */
export interface PackedSecond {
  readonly title: string;
  /** 0..1 */
  readonly strength: number;
  readonly place: SecondPlace;
  readonly parts: readonly RecipePart[];
}

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** Shown as text only, but control characters and bidirectional overrides could still mislead. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
const longestTitle = 120;
const title = v.pipe(v.string(), v.transform(visible), v.minLength(1), v.maxLength(longestTitle));
const partsSchema = v.pipe(
  v.array(v.strictObject({ title, weight: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)) })),
  v.minLength(1),
  v.maxLength(maxRecipeParts),
);
const secondSchema = v.strictObject({
  title,
  strength: share,
  place: v.strictObject({
    kind: v.picklist(placeKinds),
    x: share,
    y: share,
    angle: share,
    size: v.pipe(share, v.minValue(leastSize)),
  }),
  parts: partsSchema,
});
const contentsSchema = v.strictObject({
  title,
  strength: share,
  keepColours: share,
  strokeScale: v.optional(v.picklist(strokeScales), 1),
  network: v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/)),
  parts: partsSchema,
  second: v.optional(secondSchema),
});

/** A title as `readStylePack` takes it: files are called anything, and nothing at all. */
const legalTitle = (text: string): string =>
  // Half of a surrogate pair may be left at the end.
  visible(text)
    .slice(0, longestTitle)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim() || 'Style';

/** The parts that have a share, which add up to 1. */
function shared(parts: readonly RecipePart[]): readonly RecipePart[] {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts
    .filter(({ weight }) => weight / total > 0)
    .map((part) => ({ ...part, title: legalTitle(part.title), weight: part.weight / total }));
}

function named(parts: readonly RecipePart[]) {
  return parts.map(({ title: name, weight }) => ({ title: name, weight }));
}

/** The pack as a file. @throws ImpastoError `invalid-argument` when it would be larger than {@link maxPackBytes}. */
export async function writeStylePack(pack: StylePack): Promise<File> {
  const { recipe, second } = pack;
  const parts = shared(recipe.parts);
  const others = second ? shared(second.parts) : [];
  const contents = JSON.stringify({
    title: legalTitle(pack.title),
    strength: pack.strength,
    keepColours: pack.keepColours,
    ...(pack.strokeScale !== undefined && pack.strokeScale !== 1 && { strokeScale: pack.strokeScale }),
    network: recipe.network,
    parts: named(parts),
    ...(second && {
      second: {
        title: legalTitle(second.title),
        strength: second.strength,
        place: second.place,
        parts: named(others),
      },
    }),
  });
  const tensors: (readonly [string, WritableTensor])[] = [];
  for (const [index, { code, picture }] of [...parts, ...others].entries()) {
    const artwork = new Uint8Array(await picture.arrayBuffer());
    tensors.push([`artwork.${index}`, { shape: [artwork.length], data: artwork }]);
    tensors.push([`code.${index}`, { shape: [code.length], data: code }]);
  }
  const hash = await digest(
    contents,
    tensors.map(([, { data }]) => data),
  );
  const bytes = writeSafetensors(tensors, { format, version, contents, sha256: hash });
  if (bytes.byteLength > maxPackBytes)
    throw new ImpastoError('invalid-argument', 'The artworks are too large for a style pack.');
  const stem = [pack.title, ...(second ? [second.title] : [])]
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return new File([bytes], `${stem || 'style'}${packEnding}`, { type: packType });
}

/**
 * Reads a pack. The artworks are still unread bytes: they are decoded like any other picture.
 * @throws ImpastoError `unreadable-pack` with the reason; nothing was changed then.
 */
export async function readStylePack(file: Blob): Promise<StylePack> {
  if (file.size > maxPackBytes) refuse('it is larger than 16 MB');
  let read: TensorFile;
  try {
    read = parseSafetensors(await file.arrayBuffer(), 'The style pack');
  } catch (error) {
    refuse(messageOf(error), error);
  }
  const { metadata, tensors } = read;
  if (metadata['format'] !== format) refuse('it is another kind of file');
  if (metadata['version'] !== version) refuse('it was made by a newer Impasto');
  const contents = metadata['contents'] ?? '';
  let plan: v.InferOutput<typeof contentsSchema>;
  try {
    plan = v.parse(contentsSchema, JSON.parse(contents));
  } catch (error) {
    refuse(messageOf(error), error);
  }
  const planned = [...plan.parts, ...(plan.second?.parts ?? [])];
  if (tensors.size !== planned.length * 2) refuse('it holds more or less than it names');
  const data: (Float32Array | Uint8Array)[] = [];
  const all = planned.map(({ title: name, weight }, index): RecipePart => {
    const artwork = tensors.get(`artwork.${index}`);
    const code = tensors.get(`code.${index}`);
    if (artwork?.dtype !== 'U8' || code?.dtype !== 'F32' || code.data.length !== styleCodeLength)
      refuse(`artwork ${index + 1} is incomplete`);
    if (!code.data.every((number) => Math.abs(number) <= maxCodeValue))
      refuse(`the code of artwork ${index + 1} is out of range`);
    data.push(artwork.data, code.data);
    const picture = new Blob([new Uint8Array(artwork.data)], { type: 'image/jpeg' });
    return { title: name, weight, code: new Float32Array(code.data), picture };
  });
  if ((await digest(contents, data)) !== metadata['sha256']) refuse('its contents were altered or damaged');
  const { title: packTitle, strength, keepColours, strokeScale, network, second } = plan;
  const count = plan.parts.length;
  return {
    title: packTitle,
    strength,
    keepColours,
    strokeScale,
    recipe: { network, parts: all.slice(0, count) },
    ...(second && { second: { ...second, parts: all.slice(count) } }),
  };
}

function refuse(why: string, cause?: unknown): never {
  throw new ImpastoError('unreadable-pack', `The style pack was refused: ${why}.`, { cause });
}

/** Hexadecimal SHA-256 over the contents' text and the tensors' bytes, in their order. */
async function digest(contents: string, data: readonly ArrayBufferView[]): Promise<string> {
  const text = new TextEncoder().encode(contents);
  const views = [text, ...data.map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength))];
  const all = new Uint8Array(views.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const view of views) {
    all.set(view, at);
    at += view.length;
  }
  return sha256(all);
}
