/** What changes from frame to frame, as the kernels' `Frame` struct has it. Pure. */

import type { Rect, Size } from '../../../shared/picture';
import type { StyledArea } from '../../engine.protocol';

export type FrameUniforms = {
  /** Part of the camera's picture that is used, px. */
  readonly crop: Rect;
  readonly camera: Size;
  readonly mirror: boolean;
  /** Network size, px. */
  readonly size: Size;
  readonly collect: boolean;
  readonly fresh: boolean;
  readonly share: number;
  readonly hold: number;
  readonly motionKept: number;
  readonly keepColours: number;
  readonly sharpness: number;
  readonly split: number;
  readonly area: StyledArea;
};

/** A picture by itself, whole and at its own size: exact statistics, nothing of other frames, nothing added. */
export function singleFrame(size: Size): FrameUniforms {
  return {
    crop: { x: 0, y: 0, ...size },
    camera: size,
    mirror: false,
    size,
    collect: true,
    fresh: true,
    share: 1,
    hold: 1,
    motionKept: 0,
    keepColours: 0,
    sharpness: 0,
    split: 0,
    area: 'all',
  };
}

/** Bytes, rounded up to the struct's alignment. */
export const frameUniformBytes = 64;

/** Where `keepColours` lies, bytes. */
export const keepColoursOffset = 40;

/** A bilinear sample covers two pixels; more samples a pixel than this cost more than the shimmer they save. */
const mostTaps = 4;

/** Samples per pixel and axis that do not leave camera pixels out. */
function taps({ crop, size }: FrameUniforms): number {
  const scale = Math.max(crop.width / size.width, crop.height / size.height);
  return Math.min(mostTaps, Math.max(1, Math.ceil(scale / 2)));
}

const areaSigns: Readonly<Record<StyledArea, number>> = { all: 0, person: 1, background: -1 };

export function packFrameUniforms(frame: FrameUniforms): ArrayBuffer {
  const { crop, camera, mirror } = frame;
  const bytes = new ArrayBuffer(frameUniformBytes);
  const floats = new Float32Array(bytes);
  const words = new Uint32Array(bytes);
  const left = crop.x / camera.width;
  const width = crop.width / camera.width;
  floats[0] = mirror ? left + width : left;
  floats[1] = crop.y / camera.height;
  floats[2] = mirror ? -width : width;
  floats[3] = crop.height / camera.height;
  words[4] = taps(frame);
  words[5] = Number(frame.collect);
  words[6] = Number(frame.fresh);
  floats.set([frame.share, frame.hold, frame.motionKept, frame.keepColours, frame.sharpness, frame.split], 7);
  floats[13] = areaSigns[frame.area];
  return bytes;
}
