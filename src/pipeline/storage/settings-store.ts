/**
 * The settings' schema and defaults, and the store that keeps them over a reload. A damaged or outdated field falls back
 * to its default and the others stay.
 */
import * as v from 'valibot';
import { LocalStore } from './local-store';
import type { KeyValueStorage } from './local-store';
import { mirrorCountdowns, mirrorPeriods, mirrorStyles } from '../api/mirror-api';
import { mixLimit } from '../api/styles-api';
import { leastSize, placeKinds } from '../api/two-styles-api';
import {
  aspects,
  backends,
  details,
  frameRates,
  strokeScales,
  styledAreas,
  themes,
  timers,
} from '../api/session-state';
import type { Settings } from '../api/session-state';
import { defaultRenderOptions } from '../../workers/networks/types';

const storageKey = 'impasto.settings';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const styleId = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

const mix = v.pipe(
  v.array(v.object({ id: styleId, weight: v.pipe(v.number(), v.minValue(0), v.finite()) })),
  v.maxLength(mixLimit),
);

const second = v.object({
  other: v.object({ styleId, mix, strength: share }),
  secondInHand: v.boolean(),
  place: v.object({
    kind: v.picklist(placeKinds),
    x: share,
    y: share,
    angle: share,
    size: v.pipe(share, v.minValue(leastSize)),
  }),
});

const schema = v.object({
  styleId: v.fallback(styleId, 'great-wave'),
  mix: v.fallback(mix, []),
  strength: v.fallback(share, 1),
  second: v.fallback(v.nullable(second), null),
  facing: v.fallback(v.picklist(['user', 'environment']), 'environment'),
  deviceId: v.fallback(v.pipe(v.string(), v.maxLength(500)), ''),
  mirrorSelfie: v.fallback(v.boolean(), true),
  backend: v.fallback(v.picklist(['auto', ...backends]), 'auto'),
  detail: v.fallback(v.picklist(details), 'auto'),
  showStats: v.fallback(v.boolean(), false),
  targetFps: v.fallback(v.picklist(frameRates), 30),
  statistics: v.fallback(v.picklist(['streaming', 'exact']), defaultRenderOptions.statistics),
  steadiness: v.fallback(share, defaultRenderOptions.steadiness),
  keepColours: v.fallback(share, defaultRenderOptions.keepColours),
  sharpEdges: v.fallback(v.boolean(), true),
  strokeScale: v.fallback(v.picklist(strokeScales), 1),
  styledArea: v.fallback(v.picklist(styledAreas), defaultRenderOptions.area),
  splitView: v.fallback(v.boolean(), false),
  splitAt: v.fallback(share, 0.5),
  aspect: v.fallback(v.picklist(aspects), 'full'),
  timer: v.fallback(v.picklist(timers), 0),
  grid: v.fallback(v.boolean(), false),
  theme: v.fallback(v.picklist(themes), 'system'),
  mirrorStyles: v.fallback(v.picklist(mirrorStyles), 'all'),
  mirrorSeconds: v.fallback(v.picklist(mirrorPeriods), 20),
  mirrorCountdown: v.fallback(v.picklist(mirrorCountdowns), 3),
});

/** What a first visit starts with. */
export const defaultSettings: Settings = v.parse(schema, {});

/** @param storage `localStorage` when left out; null where the browser refuses it. */
export function openSettings(storage?: KeyValueStorage | null): LocalStore<Settings> {
  return new LocalStore(storageKey, schema, storage);
}
