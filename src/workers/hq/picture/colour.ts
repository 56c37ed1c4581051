/**
 * Keeping the content's colours (Gatys, Bethge, Hertzmann, Shechtman, “Preserving color in neural artistic style
 * transfer”, 2016): either the style is recoloured before (§2, PCA), or only luminance is transferred (§3). Pure.
 */
import type { RgbaPicture } from '../../../shared/picture';
import type { FloatPicture } from './float-picture';
import { multiply3, power3 } from './symmetric-matrix';

/** Luma weights of Rec. 601, those of the YIQ colours that the paper uses. */
const luma = [0.299, 0.587, 0.114] as const;

/** Variance below which a colour direction counts as absent, of 0..1 squared. */
const varianceFloor = 1e-5;

interface Statistics {
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
}

function statistics({ data }: FloatPicture): Statistics {
  const pixels = data.length / 3;
  const sum = [0, 0, 0];
  for (let i = 0; i < data.length; i++) (sum[i % 3] as number) += data[i] as number;
  const mean = sum.map((value) => value / pixels);
  const covariance = Array.from({ length: 9 }, () => 0);
  const centred = [0, 0, 0];
  for (let i = 0; i < data.length; i += 3) {
    for (let c = 0; c < 3; c++) centred[c] = (data[i + c] as number) - (mean[c] as number);
    for (let n = 0; n < 9; n++) {
      (covariance[n] as number) +=
        ((centred[Math.floor(n / 3)] as number) * (centred[n % 3] as number)) / pixels;
    }
  }
  return { mean, covariance };
}

/**
 * `style` with the mean and covariance of `content`'s colours: Σ_c^½·Σ_s^−½·(x − μ_s) + μ_c. Values may leave 0..1; not
 * clamped, so that the statistics hold.
 */
export function matchColours(style: FloatPicture, content: FloatPicture): FloatPicture {
  const from = statistics(style);
  const to = statistics(content);
  const matrix = multiply3(power3(to.covariance, 0.5, 0), power3(from.covariance, -0.5, varianceFloor));
  const { data } = style;
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    for (let row = 0; row < 3; row++) {
      let value = to.mean[row] as number;
      for (let k = 0; k < 3; k++) {
        value += (matrix[row * 3 + k] as number) * ((data[i + k] as number) - (from.mean[k] as number));
      }
      out[i + row] = value;
    }
  }
  return { ...style, data: out };
}

/** Luma of the pixel whose red is `data[i]`, in the data's own unit. */
export function lumaAt(data: ArrayLike<number>, i: number): number {
  return (
    (data[i] as number) * luma[0] + (data[i + 1] as number) * luma[1] + (data[i + 2] as number) * luma[2]
  );
}

/** The picture in greys: its luma in all three channels. */
export function toGrey({ data, width, height }: FloatPicture): FloatPicture {
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 3) out.fill(lumaAt(data, i), i, i + 3);
  return { data: out, width, height };
}

/** `style`'s greys shifted and stretched to the mean and deviation of `content`'s: both grey. */
export function matchGreys(style: FloatPicture, content: FloatPicture): FloatPicture {
  const from = statistics(style);
  const to = statistics(content);
  const gain = Math.sqrt(Number(to.covariance[0]) / Math.max(Number(from.covariance[0]), varianceFloor));
  const [fromMean = 0, toMean = 0] = [from.mean[0], to.mean[0]];
  return { ...style, data: style.data.map((value) => (value - fromMean) * gain + toMean) };
}

/** `colours` with the luma of `lightness`, as bytes. Both of one size. */
export function withLuma(colours: RgbaPicture, lightness: RgbaPicture): RgbaPicture {
  const { data, width, height } = colours;
  const out = new Uint8ClampedArray(data.length).fill(255);
  for (let i = 0; i < data.length; i += 4) {
    const shift = lumaAt(lightness.data, i) - lumaAt(data, i);
    for (let c = i; c < i + 3; c++) out[c] = (data[c] as number) + shift;
  }
  return { data: out, width, height };
}

/** Spreads a gradient evenly over the channels, in place: a grey picture that follows it stays grey. */
export function greyGradient(gradient: Float32Array): void {
  for (let i = 0; i < gradient.length; i += 3) {
    gradient.fill(
      ((gradient[i] as number) + (gradient[i + 1] as number) + (gradient[i + 2] as number)) / 3,
      i,
      i + 3,
    );
  }
}
