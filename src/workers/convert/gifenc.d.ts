/** The part of gifenc that is used; it ships no types. */
declare module 'gifenc' {
  /** RGB triples, 0..255. */
  export type Palette = number[][];

  export function quantize(
    rgba: Uint8ClampedArray,
    maxColors: number,
    options?: { readonly format?: 'rgb565' | 'rgb444' },
  ): Palette;
  /** Index of the nearest colour for each pixel. */
  export function applyPalette(
    rgba: Uint8ClampedArray,
    palette: Palette,
    format?: 'rgb565' | 'rgb444',
  ): Uint8Array;
  export function GIFEncoder(): {
    /** `delay` in ms; `repeat` 0 loops for ever. */
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: { readonly palette: Palette; readonly delay: number; readonly repeat?: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  };
}
