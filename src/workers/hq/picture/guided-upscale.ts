/**
 * A small styled picture at the content's full size, sharp where the content is: the styled picture is enlarged, and
 * the lightness detail that the content loses on the way down is added with the gain that a local linear model of the
 * small pictures says it has (after He & Sun, “Fast guided filter”, 2015, who apply the whole model; here only its
 * gain, so that brush strokes the content knows nothing of stay as they are). Works row by row: beside the pictures it
 * needs seven floats per pixel of width × small height. Pure.
 */
import { assert } from '../../../shared/assert';
import type { RgbaPicture, Size } from '../../../shared/picture';
import { axisTaps, resampleChannels } from '../../networks/pixels/resample-axis';
import { lumaAt } from './colour';
import type { FloatPicture } from './float-picture';

/** Radius of the local models, small px. */
const radius = 2;
/** Variance of lightness below which an area counts as flat and takes no detail, of 0..1 squared. */
const flatVariance = 2e-3;
/** Gains beyond this would turn grain into noise. */
const maxGain = 1.2;

/** Mean over (2·radius + 1)² windows, cut off at the edges. `plane`: [height, width]. */
function boxMean(plane: Float32Array, { width, height }: Size): Float32Array {
  const rows = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [first, last] = [Math.max(0, x - radius), Math.min(width - 1, x + radius)];
      let sum = 0;
      for (let k = first; k <= last; k++) sum += plane[y * width + k] as number;
      rows[y * width + x] = sum / (last - first + 1);
    }
  }
  const out = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    const [first, last] = [Math.max(0, y - radius), Math.min(height - 1, y + radius)];
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = first; k <= last; k++) sum += rows[k * width + x] as number;
      out[y * width + x] = sum / (last - first + 1);
    }
  }
  return out;
}

function lumaPlane({ data, width, height }: FloatPicture): Float32Array {
  const out = new Float32Array(width * height);
  for (let i = 0, o = 0; o < out.length; i += 3, o++) {
    out[o] = lumaAt(data, i);
  }
  return out;
}

/** Per channel cov(lightness, styled) / (var(lightness) + ε), smoothed; [height, width, 3]. */
function detailGains(styled: FloatPicture, lightness: Float32Array): Float32Array {
  const { width, height, data } = styled;
  const mean = boxMean(lightness, styled);
  const variance = boxMean(
    lightness.map((value) => value * value),
    styled,
  ).map((square, i) => Math.max(0, square - (mean[i] as number) ** 2));
  const gains = new Float32Array(width * height * 3);
  const plane = new Float32Array(width * height);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < plane.length; i++) plane[i] = data[i * 3 + c] as number;
    const styledMean = boxMean(plane, styled);
    for (let i = 0; i < plane.length; i++) plane[i] = (plane[i] as number) * (lightness[i] as number);
    const product = boxMean(plane, styled);
    for (let i = 0; i < plane.length; i++) {
      const covariance = (product[i] as number) - (mean[i] as number) * (styledMean[i] as number);
      const gain = covariance / ((variance[i] as number) + flatVariance);
      plane[i] = Math.min(maxGain, Math.max(-maxGain, gain));
    }
    const smooth = boxMean(plane, styled);
    for (let i = 0; i < plane.length; i++) gains[i * 3 + c] = smooth[i] as number;
  }
  return gains;
}

/**
 * @param styled the small picture, 0..1. @param content the guide at the same small size.
 * @param guide the content at full size, at least as large. @returns the styled picture at the guide's size.
 */
export function guidedUpscale(styled: FloatPicture, content: FloatPicture, guide: RgbaPicture): RgbaPicture {
  const { width, height } = guide;
  const small: Size = styled;
  assert(content.width === small.width && content.height === small.height, 'content and styled fit');
  const lightness = lumaPlane(content);
  // Seven channels side by side, widened to full width; the height follows row by row: [small height, width, 7].
  const channels = 7;
  const stacked = new Float32Array(small.width * small.height * channels);
  const gains = detailGains(styled, lightness);
  for (let i = 0; i < lightness.length; i++) {
    stacked.set(styled.data.subarray(i * 3, i * 3 + 3), i * channels);
    stacked.set(gains.subarray(i * 3, i * 3 + 3), i * channels + 3);
    stacked[i * channels + 6] = lightness[i] as number;
  }
  const wide = resampleChannels(stacked, [small.height, small.width, channels], width, 'cubic');
  const rowLength = width * channels;
  const row = new Float32Array(rowLength);
  const data = new Uint8ClampedArray(width * height * 4);
  axisTaps(small.height, height, 'cubic').forEach(({ start, weights }, y) => {
    row.fill(0);
    weights.forEach((weight, k) => {
      const from = (start + k) * rowLength;
      for (let i = 0; i < rowLength; i++) (row[i] as number) += weight * (wide[from + i] as number);
    });
    for (let x = 0, i = 0, o = y * width * 4; x < width; x++, i += channels, o += 4) {
      const detail = lumaAt(guide.data, o) / 255 - (row[i + 6] as number);
      for (let c = 0; c < 3; c++) {
        data[o + c] = ((row[i + c] as number) + (row[i + 3 + c] as number) * detail) * 255;
      }
      data[o + 3] = 255;
    }
  });
  return { data, width, height };
}
