/** The small JPEG that stands for a picture or a recording in lists. */
export const posterFormat = {
  /** Long side at most, px: about three times its size on screen. */
  longSide: 360,
  /** Of the JPEG, 0..1. */
  quality: 0.82,
} as const;
