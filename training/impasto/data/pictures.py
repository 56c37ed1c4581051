"""Pictures for training: lists, decoded content cache, cached style features, random batches.

Decoding and the teacher's features of the styles are computed once and memory-mapped, because on one
core they would cost as much as the training step itself. Caches live in the runs folder, never in git.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import cv2
import numpy as np
import torch
from PIL import Image
from torch import Tensor

from ..objectives.losses import StyleTarget, pack_target, target_size, unpack_target

TRAINING = Path(__file__).resolve().parents[2]
SHARED = TRAINING.parent.parent / "shared"
"""Default folder of pictures and teachers (beside the repository); every command has ``--shared``."""
RUNS = TRAINING / "runs"
"""Default folder of caches and checkpoints (git-ignored); every command has ``--runs``."""
CACHE_SIDE = 288
"""Short side of cached contents, px."""
STYLE_SIDE = 256
"""Side of the square style crops whose features are cached, px."""


def held_out(shared: Path) -> list[str]:
    """Names (``content/x.jpg``, ``style/y.jpg``) kept for evaluation, in file order."""
    return (shared / "data" / "VAL.tsv").read_text().split()


def report_set() -> list[str]:
    """Names of the pictures on which finished weights are reported. Nothing is trained or chosen on them."""
    return (TRAINING / "REPORT_SET.tsv").read_text().split()


def training_files(shared: Path, kind: str) -> list[Path]:
    """Sorted files of ``kind`` (content or style) without those of both held-out sets."""
    kept_out = {*held_out(shared), *report_set()}
    return [p for p in sorted((shared / "data" / kind).iterdir()) if f"{kind}/{p.name}" not in kept_out]


def resize_short(image: Image.Image, short: int) -> Image.Image:
    """Lanczos resize so that the short side has ``short`` px."""
    w, h = image.size
    scale = short / min(w, h)
    return image.resize((max(short, round(w * scale)), max(short, round(h * scale))), Image.LANCZOS)


def load_square(path: Path, side: int, shift: float = 0.5) -> np.ndarray:
    """Picture with its short side resized to ``side``, then a square crop. uint8 ``[side, side, 3]``.

    ``shift`` 0..1 moves the crop along the long side; 0.5 is the centre.
    """
    with Image.open(path) as file:
        image = resize_short(file.convert("RGB"), side)
    w, h = image.size
    left, top = int((w - side) * shift), int((h - side) * shift)
    return np.asarray(image.crop((left, top, left + side, top + side)))


def to_tensor(pixels: np.ndarray) -> Tensor:
    """uint8 ``[h, w, 3]`` or ``[n, h, w, 3]`` -> float 0..1 ``[n, 3, h, w]``."""
    array = pixels if pixels.ndim == 4 else pixels[None]
    return torch.from_numpy(np.array(array)).permute(0, 3, 1, 2).float().div(255)


def picture_cache(shared: Path, runs: Path, kind: str) -> np.ndarray:
    """Square crops of all training pictures of a kind, uint8 ``[n, 288, 288, 3]``; built on first use (~1 min)."""
    path = runs / "cache" / f"{kind}.npy"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        files = training_files(shared, kind)
        part = path.with_suffix(".part")
        shape = (len(files), CACHE_SIDE, CACHE_SIDE, 3)
        out = np.lib.format.open_memmap(part, mode="w+", dtype=np.uint8, shape=shape)
        for i, file in enumerate(files):
            out[i] = load_square(file, CACHE_SIDE)
        out.flush()
        part.rename(path)
    return np.load(path, mmap_mode="r")


def content_cache(shared: Path, runs: Path) -> np.ndarray:
    """`picture_cache` of the contents."""
    return picture_cache(shared, runs, "content")


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
        zoom = rng.uniform() < ZOOM_ODDS
        side = int(rng.integers(size // 2, size)) if zoom else int(rng.integers(size, CACHE_SIDE + 1))
        y, x = rng.integers(0, CACHE_SIDE - side + 1, 2)
        crop = np.ascontiguousarray(cache[int(rng.integers(len(cache))), y : y + side, x : x + side])
        crop = cv2.resize(crop, (size, size), interpolation=cv2.INTER_CUBIC if zoom else cv2.INTER_AREA)
        if rng.uniform() < 0.5:
            crop = crop[:, ::-1]
        out[k] = webcam(crop.astype(np.float32) / 255, rng)
    return torch.from_numpy(out).permute(0, 3, 1, 2).contiguous()


def write_json(path: Path, value: object) -> None:
    """Pretty JSON with a final newline."""
    path.write_text(json.dumps(value, indent=2) + "\n")
