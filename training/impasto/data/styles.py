"""Cached style crops with the teacher's answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import numpy as np
import torch
from torch import Tensor

from ..objectives.losses import StyleTarget, pack_target, target_size, unpack_target
from .pictures import STYLE_SIDE, load_square, to_tensor, training_files


def style_crop(path: Path, variant: int, rng: np.random.Generator) -> np.ndarray:
    """Variant 0: the whole picture at 256; odd: enlarged up to 2×; even: a random window, 256 px square."""
    if variant == 0:
        return load_square(path, STYLE_SIDE, float(rng.uniform()))
    side = int(rng.integers(288, 513)) if variant % 2 else int(rng.integers(STYLE_SIDE, 321))
    big = load_square(path, side, float(rng.uniform()))
    y, x = rng.integers(0, side - STYLE_SIDE + 1, 2)
    return big[y : y + STYLE_SIDE, x : x + STYLE_SIDE]


def build_style_cache(shared: Path, runs: Path, variant: int, features: Callable[[Tensor], list[Tensor]]) -> None:
    """Cache one variant of every training style: its 256 px crop (uint8) and the teacher's packed target (f16)."""
    folder = runs / "cache"
    folder.mkdir(parents=True, exist_ok=True)
    files = training_files(shared, "style")
    rng = np.random.default_rng(1000 + variant)
    target_part = folder / f"style-{variant}.target.part"
    packed: np.ndarray | None = None
    crops = np.empty((len(files), STYLE_SIDE, STYLE_SIDE, 3), np.uint8)
    for i, file in enumerate(files):
        crops[i] = style_crop(file, variant, rng)
        with torch.no_grad():
            target = pack_target(features(to_tensor(crops[i])))
        if packed is None:
            shape = (len(files), target.size)
            packed = np.lib.format.open_memmap(target_part, mode="w+", dtype=np.float16, shape=shape)
        packed[i] = target
    assert packed is not None
    packed.flush()
    np.save(folder / f"style-{variant}.crops.npy", crops)
    target_part.rename(folder / f"style-{variant}.target.npy")  # last: its presence marks a complete cache


def style_stats(runs: Path, variant: int, network_id: str, stat: Callable[[Tensor], Tensor]) -> np.ndarray:
    """Style statistics ``[n, 480]`` of a variant's crops under the loss network ``network_id``, kept once computed."""
    path = runs / "cache" / f"style-{variant}.stats-{network_id}.npy"
    if not path.exists():
        crops = np.load(runs / "cache" / f"style-{variant}.crops.npy", mmap_mode="r")
        with torch.no_grad():
            rows = [stat(to_tensor(crops[i : i + 4])).numpy() for i in range(0, len(crops), 4)]
        np.save(path, np.concatenate(rows))
    return np.load(path)


def cached(runs: Path, what: str) -> list[Path]:
    """Files (``crops`` or ``target``) of all complete variants of the style cache; `FileNotFoundError` without any."""
    paths = sorted((runs / "cache").glob(f"style-*.{what}.npy"))
    if not paths:
        raise FileNotFoundError("no style cache: run `python3 -m impasto.cache`")
    return paths


@dataclass
class StyleCache:
    """Memory-mapped style targets of all complete variants, with the loss network's statistics."""

    stats: list[np.ndarray]
    targets: list[np.ndarray]
    channels: tuple[int, ...]

    @staticmethod
    def open(runs: Path, channels: tuple[int, ...], network_id: str, stat: Callable[[Tensor], Tensor]) -> "StyleCache":
        paths = cached(runs, "target")
        targets = [np.load(p, mmap_mode="r") for p in paths]
        assert targets[0].shape[1] == target_size(channels)
        stats = [style_stats(runs, int(p.name.split(".")[0].split("-")[1]), network_id, stat) for p in paths]
        return StyleCache(stats, targets, channels)

    def draw(self, n: int, rng: np.random.Generator) -> tuple[Tensor, StyleTarget]:
        """Random styles: statistics ``[n, 480]`` and their stacked targets."""
        rows = [(int(rng.integers(len(self.stats))), int(rng.integers(len(self.stats[0])))) for _ in range(n)]
        stats = torch.from_numpy(np.stack([self.stats[v][i] for v, i in rows]))
        packed = torch.from_numpy(np.stack([self.targets[v][i] for v, i in rows]).astype(np.float32))
        return stats, unpack_target(packed, self.channels)
