/** States of recording, takes and conversion for the harness: `&takes=recording|library|viewer|cut-off|convert|…`. */
import type { ImpastoApp } from '../../../src/components/app/app';
import { emit } from '../../../src/components/controls/events';
import type { ConvertState } from '../../../src/pipeline/api/convert-state';
import type { StyleEntry } from '../../../src/pipeline/api/session-state';
import type { FakeSession } from '../fakes/fake-session';
import { fakeTake } from '../fakes/fake-takes';

const facts = { width: 1080, height: 1920, duration: 42.3, frameRate: 29.97, hasSound: true, hdr: true };

const conversions: Record<string, ConvertState> = {
  convert: {
    kind: 'ready',
    name: 'Beach walk.mov',
    facts,
    options: { trim: { start: 3, end: 31 }, size: 1280, quality: 'standard', keyframes: [] },
    sizeBytes: 14.2e6,
    fits: true,
  },
  keyframes: {
    kind: 'ready',
    name: 'Beach walk.mov',
    facts,
    options: {
      trim: { start: 3, end: 31 },
      size: 1280,
      quality: 'standard',
      keyframes: [
        { at: 3, styleId: 'great-wave', strength: 0.2 },
        { at: 31, styleId: 'starry-night', strength: 1 },
      ],
    },
    sizeBytes: 14.2e6,
    fits: true,
  },
  converting: {
    kind: 'running',
    name: 'Beach walk.mov',
    step: 'painting',
    progress: 0.37,
    frames: 471,
    secondsLeft: 96,
  },
  converted: { kind: 'done', take: fakeTake() },
  refused: { kind: 'refused', name: 'notes.mp4', problem: 'cut-off' },
};

export function showTakes(
  state: string | null,
  { takes, recording, conversion }: FakeSession,
  app: ImpastoApp,
  styles: readonly StyleEntry[],
): void {
  if (!state) return;
  const posters = styles.slice(1, 8).map(({ thumbnailUrl, title }, index) =>
    fakeTake({
      id: `take-${index}`,
      name: title,
      posterUrl: thumbnailUrl,
      kind: index % 3 === 1 ? 'still' : 'video',
      sizeBytes: 3.1e6 * (index + 1),
      duration: 7.5 * (index + 1),
      createdAt: Date.UTC(2026, 10, 24 - index, 18, 30),
    }),
  );
  takes.set({ takes: posters });
  if (state === 'recording' || state === 'paused') {
    recording.set({
      sound: true,
      state: {
        kind: 'recording',
        pause: state === 'paused' ? 'by-hand' : 'none',
        duration: 72.4,
        sizeBytes: 8e6,
        dropped: 3,
        level: 0.2,
        secondsLeft: 140,
      },
    });
  }
  if (state === 'cut-off') takes.set({ cutOff: posters.slice(0, 1) });
  if (state === 'library') emit(app, 'takes-open');
  if (state === 'empty') {
    takes.set({ takes: [] });
    emit(app, 'takes-open');
  }
  if (state === 'viewer') emit(app, 'take-open', { id: 'take-1' });
  const converting = conversions[state];
  if (converting) {
    emit(app, 'convert-open', { what: 'source' });
    conversion.current.set(converting);
  }
}
