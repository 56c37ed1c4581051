"""Pictures for training: lists and decoded caches.

Decoding is done once and memory-mapped, because on one core it would cost as much as the training step itself. Caches live in the runs folder, never in git.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor


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


def write_json(path: Path, value: object) -> None:
    """Pretty JSON with a final newline."""
    path.write_text(json.dumps(value, indent=2) + "\n")
