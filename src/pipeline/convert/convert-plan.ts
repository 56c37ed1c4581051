/** What a conversion will make: legal options, the size and the bitrate of the file. Pure. */
import { isImpastoError } from '../../shared/errors';
import { orderedKeyframes } from '../../shared/keyframes';
import { networkSize } from '../../shared/picture';
import type { Size } from '../../shared/picture';
import type { VideoFacts } from '../../workers/convert/convert.client';
import type { ConvertFailure, ConvertOptions } from '../api/convert-state';

/** Bits a pixel and frame. */
const bitsPerPixel = { small: 0.08, standard: 0.16, best: 0.32 } as const;
/** Bits a second of the sound. */
const soundBitrate = 160_000;
/** Shortest part that is converted, s. */
const shortestPart = 0.1;
/** Longest long side that is offered at first, px. */
const usualLongSide = 1280;
/** Of a take, characters. */
const longestName = 80;

export function firstOptions({ width, height, duration }: VideoFacts): ConvertOptions {
  return {
    trim: { start: 0, end: duration },
    size: Math.max(width, height) > usualLongSide ? usualLongSide : 'own',
    quality: 'standard',
    keyframes: [],
  };
}

/** `wanted` with its times inside the file. */
export function legalOptions({ duration }: VideoFacts, wanted: ConvertOptions): ConvertOptions {
  const start = Math.min(Math.max(0, wanted.trim.start), Math.max(0, duration - shortestPart));
  const end = Math.min(duration, Math.max(start + shortestPart, wanted.trim.end));
  return { ...wanted, trim: { start, end }, keyframes: orderedKeyframes(wanted.keyframes, duration) };
}

/** px; both sides fit the network. */
export function paintedSize(facts: VideoFacts, { size }: ConvertOptions): Size {
  const long = Math.max(facts.width, facts.height);
  return networkSize(facts, size === 'own' ? long : Math.min(size, long));
}

/** Bits a second of the picture. */
export function bitrateOf(facts: VideoFacts, options: ConvertOptions): number {
  const { width, height } = paintedSize(facts, options);
  const rate = Math.min(60, Math.max(10, facts.frameRate));
  return Math.round(Math.max(300_000, width * height * rate * bitsPerPixel[options.quality]));
}

/** Estimated size of the file, bytes. */
export function estimatedBytes(facts: VideoFacts, options: ConvertOptions): number {
  const { start, end } = options.trim;
  return ((bitrateOf(facts, options) + (facts.hasSound ? soundBitrate : 0)) * (end - start)) / 8;
}

/** @param titles of the styles, in order. @param file its name, with ending */
export function takeName(titles: readonly string[], file: string): string {
  return `${titles.join(' + ')}, ${file.replace(/\.[^.]+$/, '')}`.slice(0, longestName);
}

export function failureOf(error: unknown): ConvertFailure {
  if (isImpastoError(error, 'storage-full')) return 'storage-full';
  if (isImpastoError(error, 'engine-failed') || isImpastoError(error, 'engine-lost')) return 'engine';
  return 'failed';
}
