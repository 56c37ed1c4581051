/**
 * A camera and a microphone that are in step, which a machine without either cannot have: real media streams from a
 * canvas that flashes and an oscillator that beeps at the same moments. Stands in for `getUserMedia` in the page.
 */
import type { Page } from '@playwright/test';

/** A flash and a beep begin this often, s, and last this long, s. */
export const flash = { every: 1.3, length: 0.5 } as const;

export async function useRoomWithClock(page: Page): Promise<void> {
  await page.addInitScript(({ every, length }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const context = canvas.getContext('2d');
    let sound: { readonly audio: AudioContext; readonly track: MediaStreamTrack } | null = null;

    /** Beeps on a schedule of the audio clock; `startsAt` is when the first begins, s on that clock. */
    const beeps = (): MediaStreamTrack => {
      const audio = new AudioContext();
      const tone = new OscillatorNode(audio, { frequency: 880 });
      const gate = new GainNode(audio, { gain: 0 });
      const out = new MediaStreamAudioDestinationNode(audio);
      tone.connect(gate).connect(out);
      tone.start();
      for (let beep = 1; beep < 100; beep++) {
        gate.gain.setValueAtTime(0.5, beep * every);
        gate.gain.setValueAtTime(0, beep * every + length);
      }
      const [track] = out.stream.getAudioTracks();
      if (!track) throw new Error('no sound');
      sound = { audio, track };
      return track;
    };

    const draw = (): void => {
      if (!context) return;
      const time = sound?.audio.currentTime ?? 0;
      context.fillStyle = '#183028';
      context.fillRect(0, 0, 320, 240);
      context.fillStyle = '#804020';
      for (let stripe = 0; stripe < 8; stripe++) context.fillRect(stripe * 40, 0, 12, 240);
      context.fillStyle = time >= every && time % every < length ? '#ffffff' : '#000000';
      context.fillRect(80, 60, 160, 120);
    };
    setInterval(draw, 15);
    draw();

    navigator.mediaDevices.getUserMedia = (constraints) => {
      const tracks = canvas.captureStream(30).getVideoTracks();
      if (constraints?.audio) tracks.push(beeps());
      return Promise.resolve(new MediaStream(tracks));
    };
  }, flash);
}
