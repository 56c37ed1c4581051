"""Random batches of contents."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from torch import Tensor

from .pictures import CACHE_SIDE


def webcam(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Now and then dim the light, tint, or add sensor noise. float32 0..1 ``[h, w, 3]``."""
    if rng.uniform() < 0.2:
        tint = rng.uniform(0.85, 1.1, 3).astype(np.float32)
        picture = picture ** np.float32(rng.uniform(0.8, 1.8)) * np.float32(rng.uniform(0.4, 1.0)) * tint
    if rng.uniform() < 0.15:
        noise = rng.standard_normal(picture.shape, dtype=np.float32)
        picture = picture + noise * np.float32(rng.uniform(0, 0.03))
    return np.clip(picture, 0, 1)


ZOOM_ODDS = 0.3
"""Share of contents that are enlarged (up to 2×): what a high-resolution camera sees of a soft surface."""


def content_batch(cache: np.ndarray, n: int, size: int, rng: np.random.Generator) -> Tensor:
    """Random crops at random scale, mirrored half of the time: ``[n, 3, size, size]``, 0..1."""
    out = np.empty((n, size, size, 3), np.float32)
    for k in range(n):
        zoom = rng.uniform() < ZOOM_ODDS or size > CACHE_SIDE
        side = int(rng.integers(size // 2, min(size, CACHE_SIDE + 1)) if zoom else rng.integers(size, CACHE_SIDE + 1))
        y, x = rng.integers(0, CACHE_SIDE - side + 1, 2)
        crop = np.ascontiguousarray(cache[int(rng.integers(len(cache))), y : y + side, x : x + side])
        crop = cv2.resize(crop, (size, size), interpolation=cv2.INTER_CUBIC if zoom else cv2.INTER_AREA)
        if rng.uniform() < 0.5:
            crop = crop[:, ::-1]
        out[k] = webcam(crop.astype(np.float32) / 255, rng)
    return torch.from_numpy(out).permute(0, 3, 1, 2).contiguous()
