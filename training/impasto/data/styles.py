"""Artworks for training: cached crops, and a pool of artworks whose targets are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import cv2
import numpy as np
import torch
from torch import Tensor

from ..objectives.losses import StyleTarget
from .pictures import STYLE_SIDE, load_square, to_tensor, training_files


def style_crop(path: Path, variant: int, rng: np.random.Generator) -> np.ndarray:
    """Variant 0: the whole picture. Odd: a part, enlarged up to 2×. Even: a random crop near full view."""
    if variant == 0:
        return load_square(path, STYLE_SIDE, float(rng.uniform()))
    side = int(rng.integers(288, 513)) if variant % 2 else int(rng.integers(STYLE_SIDE, 321))
    big = load_square(path, side, float(rng.uniform()))
    y, x = rng.integers(0, side - STYLE_SIDE + 1, 2)
    return big[y : y + STYLE_SIDE, x : x + STYLE_SIDE]


def build_style_cache(shared: Path, runs: Path, variant: int) -> None:
    """Cache one variant of every training style: its 256 px crop (uint8)."""
    folder = runs / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    files = training_files(shared, "style")
    rng = np.random.default_rng(1000 + variant)
    crops = np.stack([style_crop(file, variant, rng) for file in files])
    part = folder / f"style-{variant}.part.npy"
    np.save(part, crops)
    part.rename(folder / f"style-{variant}.crops.npy")


def cached(runs: Path) -> list[Path]:
    """Files of all variants of the style cache; `FileNotFoundError` without any."""
    paths = sorted((runs / "cache").glob("style-*.crops.npy"))
    if not paths:
        raise FileNotFoundError("no style cache: run `python3 -m impasto.cache`")
    return paths


@dataclass(frozen=True)
class Styles:
    """A batch of artworks: pictures ``[n, 3, 256, 256]`` 0..1, statistics ``[n, 480]``, targets."""

    pictures: Tensor
    stats: Tensor
    target: StyleTarget


Reader = Callable[[Tensor], tuple[Tensor, StyleTarget]]
"""Pictures -> the style encoder's statistics and the loss's targets."""


def artwork(cache: np.ndarray, rng: np.random.Generator) -> Tensor:
    """A whole picture of ``[m, S, S, 3]`` uint8, or in half of the cases a part of it enlarged up to 2×."""
    whole = cache.shape[1]
    side = whole if rng.uniform() < 0.5 else int(rng.integers(STYLE_SIDE // 2, whole))
    y, x = rng.integers(0, whole - side + 1, 2)
    crop = np.ascontiguousarray(cache[int(rng.integers(len(cache))), y : y + side, x : x + side])
    kind = cv2.INTER_AREA if side > STYLE_SIDE else cv2.INTER_CUBIC
    return to_tensor(cv2.resize(crop, (STYLE_SIDE, STYLE_SIDE), interpolation=kind))


class StylePool:
    """Artworks whose targets are computed once and used several times: on one core a target costs a sixth of a step,
    and all artworks' targets would take gigabytes."""

    def __init__(
        self, cache: np.ndarray, read: Reader, rng: np.random.Generator, *, size: int = 64, device: str = "cpu"
    ) -> None:
        self.cache, self.read, self.rng, self.device = cache, read, rng, device
        self.entries = [self._fresh() for _ in range(size)]
        self.oldest = 0

    def _fresh(self) -> Styles:
        picture = artwork(self.cache, self.rng).to(self.device)
        with torch.no_grad():
            return Styles(picture, *self.read(picture))

    def renew(self, count: int) -> None:
        """Replace the oldest artworks."""
        for _ in range(count):
            self.entries[self.oldest] = self._fresh()
            self.oldest = (self.oldest + 1) % len(self.entries)

    def draw(self, n: int) -> Styles:
        """Random ones."""
        rows = [self.entries[int(k)] for k in self.rng.integers(0, len(self.entries), n)]
        target = StyleTarget(
            [torch.cat(m) for m in zip(*(row.target.means for row in rows))],
            [torch.cat(g) for g in zip(*(row.target.grams for row in rows))],
        )
        return Styles(torch.cat([row.pictures for row in rows]), torch.cat([row.stats for row in rows]), target)
