/** Opens an HQ still on what the session shows right now, or on a run that an earlier visit left behind. */

import { ImpastoError } from '../../shared/errors';
import type { EngineClient } from '../../workers/engine/engine.client';
import { decodePicture } from '../sources/decode-picture';
import type { OpenSource } from '../sources/frame-source';
import type { PerceptualNetworkLoader } from '../engine/engine-supervisor';
import { HqStill } from './hq-still';
import type { ChosenForHq, HqFrame, HqStillDeps } from './hq-frame';
import type { LiveRenderer } from '../live/live-renderer';
import type { Settings } from '../api/session-state';
import type { StyleLibrary } from '../library/style-library';
import type { OtherStyle } from '../api/two-styles-api';
import type { PlacedLook } from '../styles/style-choice';
import { behindPeople } from '../../workers/networks/pixels/styled-area';
import type { Look, PersonMask, StyleMask } from '../../workers/networks/types';

/** Largest long side that is read of a picture file, px. */
const maxSourceSide = 8192;
/** Side in px of a square as large as the first preview. */
const previewDetail = 384;

/** The parts of a session that an HQ still is made from. */
export interface HqSession {
  readonly loadPerceptualNetwork: PerceptualNetworkLoader;
  readonly library: StyleLibrary;
  readonly renderer: LiveRenderer;
  readonly settings: Settings;
  readonly source: OpenSource | null;
  /** Null while it has no look. */
  readonly client: EngineClient | null;
  /**
   * The look of the start picture, of this shape (width by height). All of it is styled, also where the live picture
   * styles only people.
   */
  readonly lookFor: (aspect: number) => PlacedLook | null;
  readonly keepFilm: HqStillDeps['keepFilm'];
  readonly onClosed: () => void;
}

/** @returns null when there is no frame yet. @throws ImpastoError when the frame cannot be read; AbortError. */
export async function openHq(
  what: 'frame' | 'kept',
  session: HqSession,
  signal?: AbortSignal,
): Promise<HqStill | null> {
  const { loadPerceptualNetwork, library, settings, keepFilm, onClosed } = session;
  const frame = what === 'frame' ? await captureFrame(session, signal) : null;
  if (what === 'frame' && !frame) return null;
  const still = new HqStill({
    backend: settings.backend,
    styles: library.entries,
    chosen: chosenOf(settings),
    other: settings.second && frame?.otherMask ? chosenOf(settings.second.other) : null,
    frame,
    loadPerceptualNetwork,
    stylePicture: (id, current) => library.picture(id, current),
    keepFilm,
    onClosed,
  });
  void still.open();
  return still;
}

function chosenOf({ mix, styleId, strength }: OtherStyle): ChosenForHq {
  return { mix: mix.length > 0 ? mix : [{ id: styleId, weight: 1 }], strength };
}

async function captureFrame(
  { source, client, lookFor, renderer, settings }: HqSession,
  signal?: AbortSignal,
): Promise<HqFrame | null> {
  if (!source || !client) return null;
  const bitmap = await fullFrame(source, signal);
  if (!bitmap) return null;
  const { width, height } = bitmap;
  const place = (detail: number) => renderer.placementAt(source, { width, height }, detail, settings);
  const { crop, mirror } = place(Math.max(width, height));
  const { styledArea: area } = settings;
  const placed = lookFor(crop.width / crop.height);
  const styled = async (detail: number, alone: boolean, current?: AbortSignal) =>
    client.stylize(
      await createImageBitmap(bitmap),
      place(detail),
      current,
      (alone ? inHandAlone(placed) : placed?.look) ?? undefined,
    );
  try {
    const wantsPeople = area !== 'all' || placed?.look.second?.behindPeople === true;
    const people = wantsPeople
      ? await client.personMask(await createImageBitmap(bitmap), place(previewDetail), signal)
      : null;
    return {
      size: { width: Math.round(crop.width), height: Math.round(crop.height) },
      live: await client.stylize(await createImageBitmap(bitmap), place(previewDetail), signal),
      part: people && area !== 'all' ? { mask: people, area } : null,
      otherMask: placed && otherMask(placed, people),
      content: async () => ({ content: await createImageBitmap(bitmap), crop, mirror }),
      styled: async (longSide, alone, current) => {
        const aspect = Math.max(crop.width, crop.height) / Math.min(crop.width, crop.height);
        try {
          return await styled(longSide / Math.sqrt(aspect), alone, current);
        } catch (error) {
          if (error instanceof ImpastoError) return null;
          throw error;
        }
      },
      close: () => bitmap.close(),
    };
  } catch (error) {
    bitmap.close();
    throw error;
  }
}

function inHandAlone(placed: PlacedLook | null): Look | null {
  if (!placed) return null;
  const { mix, strength } = (placed.secondInHand ? placed.look.second : null) ?? placed.look;
  return { mix, strength };
}

/** Where the style is that is not in hand. */
function otherMask({ look, secondInHand }: PlacedLook, people: PersonMask | null): StyleMask | null {
  const { second } = look;
  if (!second) return null;
  const mask = second.behindPeople === true && people ? behindPeople(people) : second.mask;
  return secondInHand ? { ...mask, data: mask.data.map((share) => 255 - share) } : mask;
}

/** The current frame in all its pixels; of a picture file, the file. The caller closes it. */
async function fullFrame(source: OpenSource, signal?: AbortSignal): Promise<ImageBitmap | null> {
  if (source.original) return decodePicture(source.original, maxSourceSide, signal);
  const frame = await source.grab();
  if (!frame) return null;
  try {
    return await createImageBitmap(frame);
  } finally {
    frame.close();
  }
}
