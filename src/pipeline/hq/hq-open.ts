/** Opens an HQ still on what the session shows right now, or on a run that an earlier visit left behind. */

import { ImpastoError } from '../../shared/errors';
import type { EngineClient } from '../../workers/engine/engine.client';
import { decodePicture } from '../sources/decode-picture';
import type { OpenSource } from '../sources/frame-source';
import type { PerceptualNetworkLoader } from '../engine/engine-supervisor';
import { HqStill } from './hq-still';
import type { HqFrame, HqStillDeps } from './hq-frame';
import type { LiveRenderer } from '../live/live-renderer';
import type { Settings } from '../api/session-state';
import type { StyleLibrary } from '../library/style-library';
import type { Look } from '../../workers/networks/types';

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
  /** The look of the start picture. All of it is styled, also where the live picture styles only people. */
  readonly look: Look | null;
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
    chosen: settings.mix.length > 0 ? settings.mix : [{ id: settings.styleId, weight: 1 }],
    strength: settings.strength,
    frame,
    loadPerceptualNetwork,
    stylePicture: (id, current) => library.picture(id, current),
    keepFilm,
    onClosed,
  });
  void still.open();
  return still;
}

async function captureFrame(
  { source, client, look, renderer, settings }: HqSession,
  signal?: AbortSignal,
): Promise<HqFrame | null> {
  if (!source || !client) return null;
  const bitmap = await fullFrame(source, signal);
  if (!bitmap) return null;
  const { width, height } = bitmap;
  const place = (detail: number) => renderer.placementAt(source, { width, height }, detail, settings);
  const { crop, mirror } = place(Math.max(width, height));
  const { styledArea: area } = settings;
  const styled = async (detail: number, current?: AbortSignal) =>
    client.stylize(await createImageBitmap(bitmap), place(detail), current, look ?? undefined);
  try {
    const mask =
      area === 'all'
        ? null
        : await client.personMask(await createImageBitmap(bitmap), place(previewDetail), signal);
    return {
      size: { width: Math.round(crop.width), height: Math.round(crop.height) },
      live: await client.stylize(await createImageBitmap(bitmap), place(previewDetail), signal),
      part: mask && { mask, area },
      content: async () => ({ content: await createImageBitmap(bitmap), crop, mirror }),
      styled: async (longSide, current) => {
        const aspect = Math.max(crop.width, crop.height) / Math.min(crop.width, crop.height);
        try {
          return await styled(longSide / Math.sqrt(aspect), current);
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
