/** From the settings to what the engine is told about the picture. Pure. */
import type { Settings } from '../api/session-state';
import type { RenderOptions } from '../../workers/networks/types';
import { defaultRenderOptions } from '../../workers/networks/types';

/** @param moving false for a picture: it has no past to average over, and nothing to hold still against. */
export function renderOptionsOf(settings: Settings, moving: boolean): RenderOptions {
  const { statistics, steadiness, keepColours, sharpEdges, splitView, splitAt, styledArea } = settings;
  return {
    statistics: moving ? statistics : 'exact',
    steadiness: moving ? steadiness : 0,
    keepColours,
    split: splitView ? splitAt : null,
    sharpness: sharpEdges ? defaultRenderOptions.sharpness : 0,
    area: styledArea,
  };
}

export function sameOptions(a: RenderOptions, b: RenderOptions): boolean {
  return (Object.keys(a) as (keyof RenderOptions)[]).every((name) => a[name] === b[name]);
}
