/**
 * What camera and microphone really gave, seen in the page beside the app: Chromium's fake devices let time slip when the
 * machine is busy (a late frame or block is dropped and the clip goes on from there), so the clip's own clock is no
 * measure. Reads clones of the tracks with the capture times that the browser gives them.
 */

/** One number a picture or a block of sound. */
export interface Reading {
  /** Capture time by the browser's clock, µs; its zero is unknown. */
  readonly timestamp: number;
  /** When it arrived in the page, µs since 1970. */
  readonly arrivedAt: number;
  readonly level: number;
}

export interface SourceReadings {
  readonly picture: Reading[];
  readonly sound: Reading[];
}

/** Runs in the page before its own code; what it reads is `globalThis.sourceReadings`. */
export function probeSources(): void {
  interface Scope {
    readonly MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => {
      readonly readable: ReadableStream;
    };
    sourceReadings: SourceReadings;
  }
  const scope = globalThis as unknown as Scope;
  const picture: Reading[] = [];
  const sound: Reading[] = [];
  scope.sourceReadings = { picture, sound };
  const now = (): number => (performance.timeOrigin + performance.now()) * 1000;

  const mediaOf = (track: MediaStreamTrack): ReadableStream =>
    new scope.MediaStreamTrackProcessor({ track: track.clone() }).readable;
  const follow = async <T extends { close(): void }>(
    media: ReadableStream<T>,
    read: (media: T, arrivedAt: number) => unknown,
  ): Promise<void> => {
    const reader = media.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      await read(value, now());
      value.close();
    }
  };

  /** Brightness a little left of the middle. */
  const readPicture = async (frame: VideoFrame, arrivedAt: number): Promise<void> => {
    const even = (length: number, share: number): number => 2 * Math.floor((length * share) / 2);
    const { codedWidth, codedHeight } = frame;
    const rect = { x: even(codedWidth, 0.4), y: even(codedHeight, 0.5), width: 2, height: 2 };
    const bytes = new Uint8Array(frame.allocationSize({ rect }));
    await frame.copyTo(bytes, { rect });
    picture.push({ timestamp: frame.timestamp, arrivedAt, level: bytes[0] ?? 0 });
  };

  /** Loudness of each 5 ms. */
  const readSound = (data: AudioData, arrivedAt: number): void => {
    const samples = new Float32Array(data.numberOfFrames);
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    const block = Math.round(data.sampleRate / 200);
    for (let at = 0; at + block <= samples.length; at += block) {
      const level = samples
        .subarray(at, at + block)
        .reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const timestamp = data.timestamp + ((at + block / 2) / data.sampleRate) * 1e6;
      sound.push({ timestamp, arrivedAt, level });
    }
  };

  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await open(wish);
    for (const track of stream.getVideoTracks())
      void follow(mediaOf(track) as ReadableStream<VideoFrame>, readPicture);
    for (const track of stream.getAudioTracks())
      void follow(mediaOf(track) as ReadableStream<AudioData>, readSound);
    return stream;
  };
}
