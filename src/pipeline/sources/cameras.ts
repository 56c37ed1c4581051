/** Which cameras are lenses of the same side of a phone. Pure. */
import type { CameraDevice, Facing, SourceState } from '../api/session-state';

/** Which way a camera looks, by its name: often the only thing that tells (desktops, Chromium's fake camera). */
export function facingOfLabel(label: string): Facing | 'unknown' {
  if (/\b(back|rear|environment)\b/i.test(label)) return 'environment';
  if (/\b(front|user|facetime)\b/i.test(label)) return 'user';
  return 'unknown';
}

/**
 * The cameras that look the same way as the one in use (wide, ultra wide, telephoto): what one can change to without
 * turning the phone around. Empty where there is no choice, or names do not tell.
 */
export function lensesOf(cameras: readonly CameraDevice[], source: SourceState): readonly CameraDevice[] {
  if (source.kind !== 'camera' || source.facing === 'unknown') return [];
  const lenses = cameras.filter(({ label }) => facingOfLabel(label) === source.facing);
  return lenses.length > 1 ? lenses : [];
}
