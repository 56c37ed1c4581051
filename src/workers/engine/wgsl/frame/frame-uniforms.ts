/** What changes from frame to frame, as the kernels' `Frame` struct has it. Pure. */

import type { Size } from '../../../../shared/picture';
import { areaSigns } from '../../../networks/pixels/styled-area';
import { tapsFor, viewOrigin } from '../../common/camera-view';
import type { CameraView } from '../../common/camera-view';
import type { StyledArea } from '../../../networks/types';

export type FrameUniforms = CameraView & {
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

export function packFrameUniforms(frame: FrameUniforms): ArrayBuffer {
  const bytes = new ArrayBuffer(frameUniformBytes);
  const floats = new Float32Array(bytes);
  const words = new Uint32Array(bytes);
  floats.set(viewOrigin(frame), 0);
  words[4] = tapsFor(frame.crop, frame.size);
  words[5] = Number(frame.collect);
  words[6] = Number(frame.fresh);
  floats.set([frame.share, frame.hold, frame.motionKept, frame.keepColours, frame.sharpness, frame.split], 7);
  floats[13] = areaSigns[frame.area];
  return bytes;
}
