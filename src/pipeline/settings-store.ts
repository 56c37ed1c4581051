/**
 * Settings that survive a reload. Owns one `localStorage` key. What is stored is validated field by field: a damaged
 * or outdated field falls back to its default and the others stay.
 */
import * as v from 'valibot';
import { defaultRenderOptions } from '../workers/engine.protocol';
import { MIX_LIMIT } from './looks-api';
import {
  ASPECTS,
  BACKENDS,
  DETAILS,
  FRAME_RATES,
  STROKE_SCALES,
  STYLED_AREAS,
  THEMES,
  TIMERS,
} from './session-state';
import type { Settings } from './session-state';

const KEY = 'impasto.settings';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const styleId = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

const mix = v.pipe(
  v.array(v.object({ id: styleId, weight: v.pipe(v.number(), v.minValue(0), v.finite()) })),
  v.maxLength(MIX_LIMIT),
);

const schema = v.object({
  styleId: v.fallback(styleId, 'great-wave'),
  mix: v.fallback(mix, []),
  strength: v.fallback(share, 1),
  facing: v.fallback(v.picklist(['user', 'environment']), 'environment'),
  deviceId: v.fallback(v.pipe(v.string(), v.maxLength(500)), ''),
  mirrorSelfie: v.fallback(v.boolean(), true),
  backend: v.fallback(v.picklist(['auto', ...BACKENDS]), 'auto'),
  detail: v.fallback(v.picklist(DETAILS), 'auto'),
  showStats: v.fallback(v.boolean(), false),
  targetFps: v.fallback(v.picklist(FRAME_RATES), 30),
  statistics: v.fallback(v.picklist(['streaming', 'exact']), defaultRenderOptions.statistics),
  steadiness: v.fallback(share, defaultRenderOptions.steadiness),
  keepColours: v.fallback(share, defaultRenderOptions.keepColours),
  sharpEdges: v.fallback(v.boolean(), true),
  strokeScale: v.fallback(v.picklist(STROKE_SCALES), 1),
  styledArea: v.fallback(v.picklist(STYLED_AREAS), defaultRenderOptions.area),
  splitView: v.fallback(v.boolean(), false),
  splitAt: v.fallback(share, 0.5),
  aspect: v.fallback(v.picklist(ASPECTS), 'full'),
  timer: v.fallback(v.picklist(TIMERS), 0),
  grid: v.fallback(v.boolean(), false),
  theme: v.fallback(v.picklist(THEMES), 'system'),
});

/** What a first visit starts with. */
export const defaultSettings: Settings = v.parse(schema, {});

/** Reads and writes {@link Settings}. Works without storage (private windows): then settings last for the visit. */
export class SettingsStore {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | null;

  /** @param storage `localStorage`, or null where the browser refuses it. */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | null) {
    this.#storage = storage;
  }

  /** True until settings were saved, in this visit or an earlier one; false without storage. */
  get isNew(): boolean {
    try {
      return this.#storage !== null && this.#storage.getItem(KEY) === null;
    } catch {
      return false;
    }
  }

  load(): Settings {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? '{}');
      return v.is(v.record(v.string(), v.unknown()), stored) ? v.parse(schema, stored) : defaultSettings;
    } catch {
      return defaultSettings;
    }
  }

  save(settings: Settings): void {
    try {
      this.#storage?.setItem(KEY, JSON.stringify(settings));
    } catch {
      // Full or forbidden storage must not stop the camera; the settings still hold for this visit.
    }
  }
}

/** `localStorage`, or null where reading the property itself throws (blocked cookies). */
export function pageStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
