"""Pictures as the loss sees them when strokes are larger than the artwork's. Pictures ``[n, 3, h, w]``."""

from __future__ import annotations

import numpy as np
import torch.nn.functional as F
from torch import Tensor


def shrunk(picture: Tensor, stroke: float) -> Tensor:
    """By 2^stroke, antialiased: strokes come out as large as the artwork's. Sides become multiples of 8 px."""
    if stroke == 0:
        return picture
    size = [max(8, round(side / 2**stroke / 8) * 8) for side in picture.shape[2:]]
    return F.interpolate(picture.float(), size=size, mode="bilinear", align_corners=False, antialias=True)


def part(picture: Tensor, side: int, rng: np.random.Generator) -> Tensor:
    """A random square of ``side`` px, or the whole where it is no larger."""
    h, w = picture.shape[2:]
    side = min(side, h, w)
    y, x = int(rng.integers(0, h - side + 1)), int(rng.integers(0, w - side + 1))
    return picture[:, :, y : y + side, x : x + side]


def enlarged_part(artwork: Tensor, stroke: float, rng: np.random.Generator) -> Tensor:
    """A random square of the artworks, enlarged by 2^stroke to their own size."""
    side = artwork.shape[2]
    piece = part(artwork, round(side / 2**stroke), rng)
    return F.interpolate(piece, size=(side, side), mode="bicubic", align_corners=False).clamp(0, 1)
