/** How many workgroups a layer takes, and how many rows of partial sums it leaves. Pure. */

import type { Size } from '../../../../shared/picture';
import { convolutionWorkgroup } from '../kernels/convolution.wgsl';
import type { Convolution } from '../kernels/convolution.wgsl';
import { separableTile } from '../kernels/separable.wgsl';
import type { Separable } from '../kernels/separable.wgsl';
import { pixelsPerThread } from '../kernels/source';
import type { KernelStyle } from '../kernels/source';

export interface Grid {
  readonly workgroups: readonly [x: number, y: number, z: number];
  /** Rows of partial sums. */
  readonly rows: number;
  /** Bytes of all rows: two f32 a channel. */
  readonly partialBytes: number;
}

function grid(
  { width, height }: Size,
  tile: readonly [x: number, y: number],
  groups: number,
  channels: number,
  { variant }: KernelStyle,
  rowsPerPlace: number,
): Grid {
  const x = Math.ceil(width / tile[0]);
  const y = Math.ceil(height / tile[1]);
  const places = variant === 'tiled' ? x * y : Math.ceil(width / pixelsPerThread) * height;
  const rows = places * rowsPerPlace;
  return { workgroups: [x, y, groups], rows, partialBytes: rows * channels * 8 };
}

/** @param output size of the layer's output, before any shuffle. px */
export function convolutionGrid(convolution: Convolution, output: Size, style: KernelStyle): Grid {
  const { groups, outputs, shuffle = false } = convolution;
  const [x, y] = convolutionWorkgroup(style);
  const tile = [x * pixelsPerThread, y] as const;
  return shuffle
    ? grid(output, tile, groups, outputs / groups, style, groups)
    : grid(output, tile, groups, outputs, style, 1);
}

export function separableGrid({ channels }: Separable, output: Size, style: KernelStyle): Grid {
  return grid(output, separableTile(channels, style), 1, channels, style, 1);
}

/** The last layer, which leaves no sums. */
export function pictureGrid(output: Size, style: KernelStyle): Grid {
  const [x, y] = convolutionWorkgroup(style);
  return { ...grid(output, [x * pixelsPerThread, y], 1, 0, style, 0) };
}
